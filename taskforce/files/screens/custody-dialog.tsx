import { useQuery } from '@tanstack/react-query';
import type { StoredFile } from '../../../kit/files/contract.ts';
import { api } from '../../../web/api.ts';
import { Dialog, Facts, Skeleton, Stack, Timeline } from '../../../web/ui/index.ts';
import { formatList, formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';

/** The chain of custody of a file: who received it, opened it, checked it. */
export function CustodyDialog({ file, onClose }: { file: StoredFile; onClose: () => void }) {
  const { t } = useWords();
  const { data } = useQuery(api.files.custody.queryOptions({ input: { id: file.id } }));
  return (
    <Dialog open onClose={onClose} title={t('files.custody.title')} closeLabel={t('ui.close')} shape="side">
      <Stack>
        <Facts
          empty={t('ui.nothing')}
          facts={[
            { label: t('files.column.name'), value: file.name },
            { label: t('files.column.hash'), value: <code>{file.sha256}</code> },
          ]}
        />
        {data ? (
          <Timeline
            label={t('files.custody.title')}
            entries={data.rows.map((row) => ({
              id: row.id,
              when: formatMoment(row.at),
              dateTime: row.at,
              title: t(`files.custody.${row.event}`),
              by: row.by ?? t('files.nobody'),
              ...said(t, row.detail),
            }))}
          />
        ) : (
          <Skeleton label={t('ui.reading')} />
        )}
      </Stack>
    </Dialog>
  );
}

/** What a step of custody holds beyond its kind: how the check came out, which labels changed. */
function said(t: Translate, detail: Record<string, unknown>): { children?: string } {
  const { standing, from, to } = detail;
  if (standing === 'intact' || standing === 'damaged' || standing === 'missing')
    return { children: t(`files.standing.${standing}`) };
  if (!Array.isArray(from) || !Array.isArray(to)) return {};
  const words = (labels: unknown[]) =>
    labels.length === 0
      ? t('files.noLabels')
      : formatList(labels.map((label) => t(`vocabulary.handlingLabel.${String(label)}.label`)));
  return { children: t('files.custody.labels', { from: words(from), to: words(to) }) };
}
