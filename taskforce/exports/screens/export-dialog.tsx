import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, Dialog, Form, FormActions, RadioGroup, Select } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { exportPurposes } from '../../vocabulary/exports.ts';
import type { ExportPurpose } from '../../vocabulary/exports.ts';
import type { ExportOrder } from '../contract.ts';
import type { ListToExport } from './export-button.tsx';
import { ExportProgress } from './export-progress.tsx';

/** Asks what leaves, as what and why; then shows how far it is, and hands the file out. */
export function ExportDialog({
  list,
  marked,
  onClose,
}: {
  list: ListToExport;
  marked: string[];
  onClose: () => void;
}) {
  const { t } = useWords();
  const [which, setWhich] = useState<'all' | 'marked'>(marked.length > 0 ? 'marked' : 'all');
  const [format, setFormat] = useState<ExportOrder['format']>('xlsx');
  const [purpose, setPurpose] = useState<ExportPurpose | null>(null);
  const ask = useMutation({ mutationFn: (order: ExportOrder) => client.exports.ask(order) });
  const start = () => {
    if (purpose === null) return;
    const ids = which === 'marked' ? { ids: marked } : { ids: null };
    ask.mutate({ ...list, ...ids, format, purpose } as ExportOrder);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${t('exports.do')}: ${t(`exports.list.${list.list}`)}`}
      closeLabel={t('ui.close')}
    >
      {ask.data ? (
        <ExportProgress jobId={ask.data.jobId} onClose={onClose} />
      ) : (
        <Form onSubmit={start} problemsTitle={t('ui.problems')} {...formProblems(ask.error)}>
          {marked.length > 0 && (
            <RadioGroup
              label={t('exports.dialog.what')}
              options={[
                { id: 'marked', label: t('exports.dialog.marked', { n: marked.length }) },
                { id: 'all', label: t('exports.dialog.all') },
              ]}
              value={which}
              onChange={(id) => setWhich(id as 'all')}
            />
          )}
          <RadioGroup
            label={t('exports.dialog.format')}
            options={[
              { id: 'xlsx', label: t('exports.dialog.xlsx') },
              { id: 'csv', label: t('exports.dialog.csv') },
            ]}
            value={format}
            onChange={(id) => setFormat(id as 'csv')}
          />
          <Select
            label={t('exports.dialog.purpose')}
            hint={t('exports.dialog.purposeHint')}
            name="purpose"
            required
            placeholder={t('exports.dialog.choosePurpose')}
            options={exportPurposes.map((id) => ({ id, label: t(`vocabulary.exportPurpose.${id}.label`) }))}
            value={purpose}
            onChange={setPurpose}
          />
          <p>{t('exports.dialog.factors')}</p>
          <FormActions>
            <Button
              look="primary"
              type="submit"
              icon="export"
              pending={ask.isPending}
              isDisabled={purpose === null}
            >
              {t('exports.dialog.start')}
            </Button>
            <Button onPress={onClose}>{t('ui.cancel')}</Button>
          </FormActions>
        </Form>
      )}
    </Dialog>
  );
}
