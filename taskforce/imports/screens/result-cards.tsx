import { useState } from 'react';
import { Button, ButtonLink, Card, Facts, Notice, Row, Stack } from '../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import type { ImportRow } from '../contract.ts';
import { CountTable } from './preview-cards.tsx';
import { inWords } from './state.tsx';
import { UndoDialog } from './undo-dialog.tsx';

/** What an import wrote, or that it was taken back and why. */
export function ResultCards({ held, onStarted }: { held: ImportRow; onStarted: (jobId: string) => void }) {
  const { t } = useWords();
  const [undoing, setUndoing] = useState(false);
  const same = inWords(t, held.counts) === t('imports.some.nothing');
  return (
    <>
      <Card title={t('imports.result.title')}>
        <Stack>
          {held.state === 'done' && (
            <Notice
              tone="good"
              title={
                same
                  ? t('imports.result.same')
                  : t('imports.result.written', { what: inWords(t, held.counts) })
              }
            />
          )}
          {held.state === 'expired' && (
            <Notice title={t('imports.result.expired', { at: formatMoment(held.expiredAt ?? held.madeAt) })}>
              {t('imports.result.expiredHint')}
            </Notice>
          )}
          {held.state === 'undone' && (
            <Notice
              title={t('imports.result.undone', {
                name: held.undoneBy?.name ?? '',
                at: held.undoneAt ? formatMoment(held.undoneAt) : '',
              })}
            >
              {held.undoReason}
            </Notice>
          )}
          <CountTable counts={held.counts} />
          <Facts
            columns={2}
            empty={t('ui.nothing')}
            facts={[
              { label: t('imports.column.rows'), value: formatNumber(held.rowCount) },
              { label: t('imports.column.mapping'), value: held.mappingName },
              { label: t('imports.result.system'), value: held.system },
              { label: t('imports.result.at'), value: held.runAt ? formatMoment(held.runAt) : null },
            ]}
          />
          <Row>
            {held.counts['tips'] ? (
              <ButtonLink href="/tips" icon="tip">
                {t('imports.result.tips')}
              </ButtonLink>
            ) : (
              <ButtonLink href="/cases" icon="case">
                {t('imports.result.cases')}
              </ButtonLink>
            )}
            {held.mayUndo && (
              <Button look="danger-quiet" onPress={() => setUndoing(true)}>
                {t('imports.undo.title')}
              </Button>
            )}
          </Row>
        </Stack>
      </Card>
      {held.mayUndo && (
        <UndoDialog
          id={held.id}
          what={inWords(t, held.counts)}
          open={undoing}
          onClose={() => setUndoing(false)}
          onStarted={onStarted}
        />
      )}
    </>
  );
}
