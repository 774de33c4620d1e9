import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { conflictOf } from '../../../web/problem.ts';
import {
  Button,
  ComboBox,
  ConflictDialog,
  DateField,
  Dialog,
  Form,
  FormActions,
  Notice,
  ReasonField,
  Select,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { strandCloseReasons, traffickingTypes } from '../../vocabulary/cases.ts';
import type { StrandCloseReason, TraffickingType } from '../../vocabulary/cases.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import { LabelField } from './activity-dialog.tsx';
import type { CasePage } from '../contract-cases.ts';
import { useAct, useCode, useCodes, usePeople } from './shared.ts';

type Props = { page: CasePage; onClose: () => void };
type Header = {
  title: string;
  type: TraffickingType;
  leadAgencyId: string;
  summary: string;
  handling: HandlingLabel[];
};

/** Changes the header of a case. When somebody saved meanwhile, both versions are shown and nothing is lost. */
export function EditDialog({ page, onClose }: Props) {
  const { t } = useWords();
  const code = useCode();
  const codes = useCodes();
  const { agencies } = usePeople();
  const [value, setValue] = useState<Header>({
    title: page.title,
    type: page.type,
    leadAgencyId: page.leadAgency.id,
    summary: page.summary,
    handling: page.handling as HandlingLabel[],
  });
  const set = (part: Partial<Header>) => setValue((held) => ({ ...held, ...part }));
  const save = useAct(
    ({ version, header }: { version: number; header: Header }) =>
      client.cases.change({ id: page.id, version, ...header }),
    () => {
      toast({ text: t('cases.saved'), tone: 'good' });
      onClose();
    },
  );
  const current = conflictOf(save.error)?.['current'] as (Header & { version: number }) | undefined;
  const shown = (path: keyof Header, header: Header): string =>
    path === 'type'
      ? code('traffickingType', header.type)
      : path === 'leadAgencyId'
        ? (agencies.find((one) => one.id === header.leadAgencyId)?.label ?? '')
        : path === 'handling'
          ? header.handling.map((label) => code('handlingLabel', label)).join(', ')
          : header[path];
  const paths = ['title', 'type', 'leadAgencyId', 'summary', 'handling'] as const;
  if (current)
    return (
      <ConflictDialog
        open
        title={t('cases.conflict.title')}
        other={t('cases.conflict.other')}
        values={paths.map((path) => ({
          path,
          label: t(`cases.column.${path}`),
          mine: shown(path, value),
          theirs: shown(path, current),
          same: shown(path, value) === shown(path, current),
        }))}
        pending={save.pending}
        onResolve={(choice) => {
          const header = { ...value };
          for (const path of paths)
            if (choice[path] === 'theirs') Object.assign(header, { [path]: current[path] });
          setValue(header);
          save.run({ version: current.version, header });
        }}
        onBack={save.reset}
      />
    );
  return (
    <Dialog open onClose={onClose} title={t('cases.act.edit')} closeLabel={t('ui.close')}>
      <Form
        label={t('cases.act.edit')}
        onSubmit={() => save.run({ version: page.version, header: value })}
        problems={save.problems}
        failure={save.failure}
        problemsTitle={t('ui.problems')}
      >
        <TextField
          name="title"
          label={t('cases.field.title')}
          value={value.title}
          onChange={(title) => set({ title })}
          maxLength={200}
        />
        <Select
          name="type"
          label={t('cases.field.type')}
          options={codes('traffickingType', traffickingTypes)}
          value={value.type}
          onChange={(type) => set({ type })}
          placeholder={t('ui.choose')}
        />
        <ComboBox
          name="leadAgencyId"
          label={t('cases.field.leadAgency')}
          options={agencies}
          value={value.leadAgencyId}
          onChange={(id) => id !== null && set({ leadAgencyId: id })}
          empty={t('cases.nothingFits')}
        />
        <TextArea
          name="summary"
          label={t('cases.field.summary')}
          required={false}
          value={value.summary}
          onChange={(summary) => set({ summary })}
          rows={5}
        />
        <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
        <FormActions>
          <Button look="primary" type="submit" pending={save.pending}>
            {t('cases.save')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

export function CloseDialog({ page, onClose }: Props) {
  const { t } = useWords();
  const codes = useCodes();
  const [day, setDay] = useState(page.today);
  const [closeReason, setCloseReason] = useState<StrandCloseReason | null>(null);
  const [reason, setReason] = useState('');
  const open = page.strands.filter((strand) => strand.place !== 'closed').length;
  const save = useAct(
    () =>
      client.cases.close({
        id: page.id,
        version: page.version,
        closedOn: day,
        closeReason: closeReason as StrandCloseReason,
        reason: reason.trim() === '' ? null : reason,
      }),
    onClose,
  );
  return (
    <Dialog open onClose={onClose} title={t('cases.act.close')} closeLabel={t('ui.close')}>
      <Form
        label={t('cases.act.close')}
        onSubmit={() => save.run(undefined)}
        problems={save.problems}
        failure={save.failure}
        problemsTitle={t('ui.problems')}
      >
        {open > 0 && <Notice tone="warn" title={t('cases.close.openStrands', { n: open })} />}
        <Select
          name="closeReason"
          label={t('cases.close.reason')}
          options={codes('strandCloseReason', strandCloseReasons)}
          value={closeReason}
          onChange={setCloseReason}
          placeholder={t('ui.choose')}
        />
        <DateField
          name="closedOn"
          label={t('cases.close.day')}
          value={day}
          onChange={setDay}
          max={page.today}
        />
        <ReasonField
          name="reason"
          label={t('cases.close.why')}
          value={{ category: null, text: reason }}
          onChange={({ text }) => setReason(text)}
        />
        <FormActions>
          <Button look="danger" type="submit" pending={save.pending}>
            {t('cases.act.close')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
