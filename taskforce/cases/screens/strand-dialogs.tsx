import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { DateField, FormDialog, TextArea, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Phase } from '../../vocabulary/cases.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { CasePage, StrandRow } from '../contract-cases.ts';
import { StrandFields } from './fields.tsx';
import { LabelField } from './label-field.tsx';
import { useAct, useCode, useLabels } from './shared.ts';

/** A further target or aspect of a case. */
export function StrandDialog({ page, onClose }: { page: CasePage; onClose: () => void }) {
  const { t } = useWords();
  const [strand, setStrand] = useState({
    label: '',
    kind: 'target_person' as StrandRow['kind'],
    type: page.type,
    phase: 'pre_operational' as Phase,
    openedOn: page.today,
  });
  const set = (part: Partial<typeof strand>) => setStrand((held) => ({ ...held, ...part }));
  const save = useAct(() => client.strands.add({ caseId: page.id, strand }), onClose);
  const problems = save.problems.map((one) => ({ ...one, path: one.path.replace('strand.', '') }));
  return (
    <FormDialog
      title={t('cases.act.strand')}
      save={{ ...save, problems }}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <StrandFields value={strand} set={set} autoFocus />
      <DateField
        name="openedOn"
        label={t('cases.strand.opened')}
        value={strand.openedOn}
        onChange={(openedOn) => set({ openedOn })}
        max={page.today}
      />
    </FormDialog>
  );
}

type About = Pick<StrandRow, 'label' | 'kind' | 'type' | 'mode' | 'description'> & {
  handling: HandlingLabel[];
};

/** What a strand is called and is about; its phase moves by recorded entries only. */
export function EditStrandDialog({ strand, onClose }: { strand: StrandRow; onClose: () => void }) {
  const { t } = useWords();
  const code = useCode();
  const labels = useLabels();
  const { label, kind, type, mode, description } = strand;
  const edit = useEdit<About, unknown>({
    draft: `strands.${strand.id}`,
    version: strand.version,
    value: { label, kind, type, mode, description, handling: strand.handling as HandlingLabel[] },
    current: (record) => record as About,
    compared: {
      label: { label: t('cases.strand.label') },
      kind: { label: t('cases.strand.kind'), show: (one) => code('strandKind', one) },
      type: { label: t('cases.field.type'), show: (one) => code('traffickingType', one) },
      mode: { label: t('cases.strand.mode'), show: (one) => code('originMode', one) },
      description: { label: t('cases.strand.description') },
      handling: { label: t('cases.column.handling'), show: labels },
    },
    save: (about, version) =>
      client.strands.change({
        id: strand.id,
        version,
        label: about.label,
        kind: about.kind,
        type: about.type,
        mode: about.mode,
        description: about.description,
        handling: about.handling,
      }),
    done: () => {
      toast({ text: t('cases.saved'), tone: 'good' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('cases.strand.act.edit')}
      verb={t('cases.save')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <StrandFields value={edit.value} set={edit.set} />
      <TextArea
        name="description"
        label={t('cases.strand.description')}
        required={false}
        value={edit.value.description}
        onChange={(text) => edit.set({ description: text })}
        rows={5}
      />
      <LabelField value={edit.value.handling} onChange={(handling) => edit.set({ handling })} />
    </FormDialog>
  );
}
