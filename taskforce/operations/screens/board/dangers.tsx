import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, queries } from '../../../../web/api.ts';
import { useCan } from '../../../../web/session.ts';
import { ButtonLink, Notice } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';

/** Whoever is in danger at this operation, and reviews that are owed, each with the way to its page. */
export function DangersHere({ operationId }: { operationId: string }) {
  const { t } = useWords();
  const can = useCan();
  const found = useQuery({
    ...api.danger.ofOperation.queryOptions({ input: { operationId }, refetchInterval: 60_000 }),
    enabled: can('danger.raise'),
  });
  return found.data?.rows.map(({ id, standing, reviewDueAt }) => (
    <Notice
      key={id}
      tone={standing === 'ended' ? 'warn' : 'danger'}
      title={t(`operations.live.dangers.${standing}`)}
    >
      {reviewDueAt !== null && <p>{t('operations.live.dangers.due', { at: formatMoment(reviewDueAt) })}</p>}
      <ButtonLink href={`/tips/dangers/${id}`} size="small">
        {t('operations.live.toDanger')}
      </ButtonLink>
    </Notice>
  ));
}

/** Reads dangers again when the log of the board tells of one more. */
export function useDangersHeard(written: number): void {
  useEffect(() => {
    if (written > 0) void queries.invalidateQueries({ queryKey: api.danger.key() });
  }, [written]);
}
