import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { DateField, FormDialog, Notice, ReasonField, Select, toast } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { strandCloseReasons } from '../../vocabulary/cases.ts';
import type { StrandCloseReason, TraffickingType } from '../../vocabulary/cases.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { CasePage } from '../contract-cases.ts';
import { CaseFields } from './fields.tsx';
import { LabelField } from './label-field.tsx';
import { useCode, useCodes, useLabels, usePeople } from './shared.ts';

type Props = { page: CasePage; onClose: () => void };
type Header = {
  title: string;
  type: TraffickingType;
  leadAgencyId: string;
  summary: string;
  handling: HandlingLabel[];
};

/** Changes the header of a case. */
export function EditDialog({ page, onClose }: Props) {
  const { t } = useWords();
  const code = useCode();
  const labels = useLabels();
  const { agencies } = usePeople();
  const edit = useEdit<Header, unknown>({
    draft: `cases.${page.id}`,
    version: page.version,
    value: {
      title: page.title,
      type: page.type,
      leadAgencyId: page.leadAgency.id,
      summary: page.summary,
      handling: page.handling as HandlingLabel[],
    },
    current: (record) => record as Header,
    compared: {
      title: { label: t('cases.column.title') },
      type: { label: t('cases.column.type'), show: (type) => code('traffickingType', type) },
      leadAgencyId: {
        label: t('cases.column.leadAgencyId'),
        show: (id) => agencies.find((one) => one.id === id)?.label ?? '',
      },
      summary: { label: t('cases.column.summary') },
      handling: { label: t('cases.column.handling'), show: labels },
    },
    save: ({ title, type, leadAgencyId, summary, handling }, version) =>
      client.cases.change({ id: page.id, version, title, type, leadAgencyId, summary, handling }),
    done: () => {
      toast({ text: t('cases.saved'), tone: 'good' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('cases.act.edit')}
      verb={t('cases.save')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <CaseFields value={edit.value} set={edit.set} />
      <LabelField value={edit.value.handling} onChange={(handling) => edit.set({ handling })} />
    </FormDialog>
  );
}

type Closing = { closedOn: string; closeReason: StrandCloseReason | null; closeNote: string };

/** Closes a case; what is owed and who else is still at work on it stands above the form. */
export function CloseDialog({ page, onClose }: Props) {
  const { t } = useWords();
  const code = useCode();
  const codes = useCodes();
  const [today] = useState(page.today);
  const open = page.strands.filter((strand) => strand.place !== 'closed').length;
  const edit = useEdit<Closing, unknown>({
    draft: `cases.${page.id}.close`,
    version: page.version,
    value: { closedOn: today, closeReason: null, closeNote: '' },
    before: { closedOn: '', closeReason: null, closeNote: '' },
    current: (record) => ({
      closedOn: (record['closedOn'] as string | null) ?? '',
      closeReason: record['closeReason'] as StrandCloseReason | null,
      closeNote: (record['closeNote'] as string | null) ?? '',
    }),
    compared: {
      closedOn: { label: t('cases.close.day'), show: (day) => (day === '' ? '' : formatDate(day)) },
      closeReason: {
        label: t('cases.close.reason'),
        show: (reason) => reason && code('strandCloseReason', reason),
      },
      closeNote: { label: t('cases.close.why') },
    },
    save: ({ closedOn, closeReason, closeNote }, version) =>
      client.cases.close({
        id: page.id,
        version,
        closedOn,
        closeReason: closeReason as StrandCloseReason,
        reason: closeNote.trim() === '' ? null : closeNote,
      }),
    done: onClose,
  });
  const { value, set } = edit;
  return (
    <FormDialog
      title={t('cases.act.close')}
      harmful
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      {page.danger && <Notice tone="danger" title={t('cases.close.danger')} />}
      {page.reviewsOwed.length > 0 && <Notice tone="warn" title={t('cases.close.reviewOwed')} />}
      {open > 0 && <Notice tone="warn" title={t('cases.close.openStrands', { n: open })} />}
      <Select
        name="closeReason"
        label={t('cases.close.reason')}
        options={codes('strandCloseReason', strandCloseReasons)}
        value={value.closeReason}
        onChange={(closeReason) => set({ closeReason })}
        placeholder={t('ui.choose')}
      />
      <DateField
        name="closedOn"
        label={t('cases.close.day')}
        value={value.closedOn}
        onChange={(closedOn) => set({ closedOn })}
        max={page.today}
      />
      <ReasonField
        name="reason"
        label={t('cases.close.why')}
        value={{ category: null, text: value.closeNote }}
        onChange={({ text }) => set({ closeNote: text })}
      />
    </FormDialog>
  );
}
