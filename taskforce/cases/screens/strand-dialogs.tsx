import { useState } from 'react';
import { client } from '../../../web/api.ts';
import {
  Button,
  DateField,
  Dialog,
  Form,
  FormActions,
  Select,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { phases, strandKinds, traffickingTypes } from '../../vocabulary/cases.ts';
import type { Phase } from '../../vocabulary/cases.ts';
import type { CasePage, StrandRow } from '../contract-cases.ts';
import { useAct, useCodes } from './shared.ts';

const modes = ['reactive', 'proactive'] as const;

/** A further target or aspect of a case. */
export function StrandDialog({ page, onClose }: { page: CasePage; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const [label, setLabel] = useState('');
  const [kind, setKind] = useState<StrandRow['kind']>('target_person');
  const [type, setType] = useState(page.type);
  const [phase, setPhase] = useState<Phase>('pre_operational');
  const [openedOn, setOpenedOn] = useState(page.today);
  const save = useAct(
    () => client.strands.add({ caseId: page.id, strand: { label, kind, type, phase, openedOn } }),
    onClose,
  );
  return (
    <Dialog open onClose={onClose} title={t('cases.act.strand')} closeLabel={t('ui.close')}>
      <Form
        label={t('cases.act.strand')}
        onSubmit={() => save.run(undefined)}
        problems={save.problems.map((one) => ({ ...one, path: one.path.replace('strand.', '') }))}
        failure={save.failure}
        problemsTitle={t('ui.problems')}
      >
        <TextField
          name="label"
          label={t('cases.strand.label')}
          hint={t('cases.strand.labelHint')}
          value={label}
          onChange={setLabel}
          maxLength={200}
          autoFocus
        />
        <Select
          name="kind"
          label={t('cases.strand.kind')}
          options={codes('strandKind', strandKinds)}
          value={kind}
          onChange={setKind}
          placeholder={t('ui.choose')}
        />
        <Select
          name="type"
          label={t('cases.field.type')}
          options={codes('traffickingType', traffickingTypes)}
          value={type}
          onChange={setType}
          placeholder={t('ui.choose')}
        />
        <Select
          name="phase"
          label={t('cases.strand.firstPhase')}
          hint={t('cases.strand.firstPhaseHint')}
          options={codes('phase', phases)}
          value={phase}
          onChange={setPhase}
          placeholder={t('ui.choose')}
        />
        <DateField
          name="openedOn"
          label={t('cases.strand.opened')}
          value={openedOn}
          onChange={setOpenedOn}
          max={page.today}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.pending}>
            {t('cases.act.strand')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

export function EditStrandDialog({ strand, onClose }: { strand: StrandRow; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const [label, setLabel] = useState(strand.label);
  const [kind, setKind] = useState(strand.kind);
  const [type, setType] = useState(strand.type);
  const [mode, setMode] = useState(strand.mode);
  const [description, setDescription] = useState(strand.description);
  const save = useAct(
    () =>
      client.strands.change({
        id: strand.id,
        version: strand.version,
        label,
        kind,
        type,
        mode,
        description,
        handling: strand.handling as never[],
      }),
    onClose,
  );
  return (
    <Dialog open onClose={onClose} title={t('cases.strand.act.edit')} closeLabel={t('ui.close')}>
      <Form
        label={t('cases.strand.act.edit')}
        onSubmit={() => save.run(undefined)}
        problems={save.problems}
        failure={save.failure}
        problemsTitle={t('ui.problems')}
      >
        <TextField
          name="label"
          label={t('cases.strand.label')}
          value={label}
          onChange={setLabel}
          maxLength={200}
        />
        <Select
          name="kind"
          label={t('cases.strand.kind')}
          options={codes('strandKind', strandKinds)}
          value={kind}
          onChange={setKind}
          placeholder={t('ui.choose')}
        />
        <Select
          name="type"
          label={t('cases.field.type')}
          options={codes('traffickingType', traffickingTypes)}
          value={type}
          onChange={setType}
          placeholder={t('ui.choose')}
        />
        <Select
          name="mode"
          label={t('cases.strand.mode')}
          options={codes('originMode', modes)}
          value={mode}
          onChange={setMode}
          placeholder={t('ui.choose')}
        />
        <TextArea
          name="description"
          label={t('cases.strand.description')}
          required={false}
          value={description}
          onChange={setDescription}
          rows={5}
        />
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
