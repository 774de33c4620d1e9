import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, Dialog, Form, FormActions, Notice, ReasonField, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Reason } from '../../../web/ui/index.ts';

/** Takes an import back with a reason; where somebody has built on it, says on what. */
export function UndoDialog({
  id,
  what,
  open,
  onClose,
  onStarted,
}: {
  id: string;
  what: string;
  open: boolean;
  onClose: () => void;
  onStarted: (jobId: string) => void;
}) {
  const { t } = useWords();
  const [reason, setReason] = useState<Reason>({ category: null, text: '' });
  const obstacles = useQuery(
    api.imports.obstacles.queryOptions({ input: { id }, enabled: open, staleTime: 0 }),
  );
  const undo = useMutation({
    mutationFn: () => client.imports.undo({ id, reason: reason.text.trim() }),
    onSuccess: ({ jobId }) => {
      onClose();
      onStarted(jobId);
    },
  });
  const inTheWay = obstacles.data?.rows ?? [];
  return (
    <Dialog open={open} onClose={onClose} title={t('imports.undo.title')} closeLabel={t('ui.close')}>
      {inTheWay.length > 0 ? (
        <Stack>
          <Notice tone="warn" title={t('imports.undo.blocked', { n: obstacles.data?.total ?? 0 })}>
            {t('imports.undo.blockedHint')}
          </Notice>
          <ul>
            {inTheWay.slice(0, 20).map((one) => (
              <li key={`${one.what} ${one.caseId}`}>
                {one.what === 'worked_on_tips' ? (
                  t('imports.undo.tips', { n: one.count })
                ) : (
                  <>
                    {one.number === null ? (
                      t('imports.undo.hidden')
                    ) : (
                      <a href={`/cases/${one.caseId}`}>{one.number}</a>
                    )}
                    {': '}
                    {t('imports.undo.built', { n: one.count })}
                  </>
                )}
              </li>
            ))}
          </ul>
        </Stack>
      ) : (
        <Form problemsTitle={t('ui.problems')} {...formProblems(undo.error)} onSubmit={() => undo.mutate()}>
          <p>{t('imports.undo.lead', { what })}</p>
          <ReasonField
            label={t('imports.undo.reason')}
            hint={t('imports.undo.reasonHint')}
            value={reason}
            onChange={setReason}
            least={20}
          />
          <FormActions>
            <Button type="submit" look="danger" pending={undo.isPending} isDisabled={!obstacles.data}>
              {t('imports.undo.do')}
            </Button>
            <Button onPress={onClose}>{t('imports.undo.keep')}</Button>
          </FormActions>
        </Form>
      )}
    </Dialog>
  );
}
