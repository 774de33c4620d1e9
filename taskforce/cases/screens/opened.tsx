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
  const { open } = search as { open?: string };
  return {
    open,
    href: (row: { id: string }) => `${pathname}?open=${row.id}`,
    close: () => void navigate({ href: pathname, resetScroll: false }),
  };
}
