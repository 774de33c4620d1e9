import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../web/api.ts';
import { ReadFailed } from '../../../../web/unread.tsx';
import { ButtonLink, EmptyState, PageHeader, Skeleton, Stack } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { pageOf } from './device.ts';

/** Where the people on a roster find their boards, whatever else of operations they may see. */
export default function MyBoards() {
  const { t } = useWords();
  const found = useQuery(api.board.mine.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={t('operations.live.mine')} />
      <ReadFailed query={found} title={t('operations.live.failed')} />
      {!found.data && !found.error && <Skeleton label={t('ui.reading')} lines={4} />}
      {found.data?.rows.length === 0 && (
        <EmptyState icon="agenda" title={t('operations.live.mineNone')}>
          {t('operations.live.mineHint')}
        </EmptyState>
      )}
      <Stack>
        {found.data?.rows.map(({ id, number, title }) => (
          <ButtonLink key={id} href={pageOf(id)}>
            {`${number} ${title}`}
          </ButtonLink>
        ))}
      </Stack>
    </>
  );
}
