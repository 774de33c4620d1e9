import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';

/** A link to another record, followed without loading the application anew. */
export function RecordLink({ href, children }: { href: string; children: ReactNode }) {
  return <Link href={href}>{children}</Link>;
}

/**
 * The row of a list that is open in the panel beside it, by its id in the address, so that it is a deep link.
 * @returns the id, the address that opens a row, and closing the panel
 */
export function useOpened() {
  const navigate = useNavigate();
  const { pathname, search } = useRouterState({ select: (state) => state.location });
  const { open, ...rest } = search as { open?: string } & Record<string, string>;
  // The filters of the list stay in the address beside the row.
  const hrefOf = (words: Record<string, string>) => {
    const query = new URLSearchParams(words).toString();
    return query === '' ? pathname : `${pathname}?${query}`;
  };
  return {
    open,
    href: (row: { id: string }) => hrefOf({ ...rest, open: row.id }),
    close: () => void navigate({ href: hrefOf(rest), resetScroll: false }),
  };
}

type Reading<Row> = {
  queryOptions: (options: { input: { id: string }; enabled: boolean; retry: false }) => object;
} & {
  call?: (input: { id: string }) => Promise<Row>;
};

/** The record that the address names: out of the rows that are read, else read by itself; null: not there for this reader. */
export function useOpenedRow<Row extends { id: string }>(
  open: string | undefined,
  rows: readonly Row[] | undefined,
  reading: Reading<Row>,
): Row | null | undefined {
  const listed = rows?.find((row) => row.id === open);
  const enabled = open !== undefined && rows !== undefined && listed === undefined;
  const read = useQuery(
    reading.queryOptions({ input: { id: open ?? '' }, enabled, retry: false }) as {
      queryKey: readonly unknown[];
      queryFn: () => Promise<Row>;
    },
  );
  if (open === undefined) return undefined;
  return listed ?? (read.isError ? null : (read.data as Row | undefined));
}
