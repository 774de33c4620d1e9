import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { useEdit } from '../../../../web/edit.tsx';
import { Button, Card, Facts, FormDialog } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import { useLanguages } from '../../../victims/screens/shared.ts';
import type { Head, Plan } from '../../contract-plan.ts';
import { HeadFields, VictimFields, type HeadDraft } from '../head-fields.tsx';

const keys = [
  'title',
  'kind',
  'type',
  'caseId',
  'leadAgencyId',
  'sealed',
  'objective',
  'risk',
  'plannedFrom',
  'plannedUntil',
  'victimsForeseen',
  'minorsPossible',
  'languages',
  'victimClasses',
] as const;
const headOf = (record: Record<string, unknown>) =>
  Object.fromEntries(keys.map((key) => [key, record[key] ?? null])) as unknown as HeadDraft;

/** The head of the plan: what it is to achieve, when, and whom it may meet. */
export function HeadCard({ plan, mayPlan }: { plan: Plan; mayPlan: boolean }) {
  const { t } = useWords();
  const languages = useLanguages();
  const [open, setOpen] = useState(false);
  const f = (name: string) => t(`operations.field.${name}`);
  const moment = (at: string | null) => (at === null ? '' : formatMoment(at));
  return (
    <Card
      title={t('operations.part.head.title')}
      actions={
        mayPlan && (
          <Button size="small" icon="edit" onPress={() => setOpen(true)}>
            {t('operations.part.head.change')}
          </Button>
        )
      }
    >
      <Facts
        columns={2}
        empty={t('operations.notSet')}
        facts={[
          { label: f('objective'), value: plan.objective },
          {
            label: f('case'),
            value: plan.caseNumber ?? (plan.caseId === null ? t('operations.noCase') : ''),
          },
          { label: f('plannedFrom'), value: moment(plan.plannedFrom) },
          { label: f('plannedUntil'), value: moment(plan.plannedUntil) },
          { label: f('victimsForeseen'), value: t(`operations.foreseen.${plan.victimsForeseen}`) },
          { label: f('minorsPossible'), value: t(`operations.foreseen.${plan.minorsPossible}`) },
          { label: f('languages'), value: languages.list(plan.languages) },
          {
            label: f('victimClasses'),
            value: plan.victimClasses.map((one) => t(`operations.class.${one}`)).join(', '),
          },
          { label: t('operations.of.createdBy'), value: plan.createdBy },
          { label: t('operations.of.copiedFrom'), value: plan.copiedFrom?.number },
        ]}
      />
      {open && <HeadDialog plan={plan} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function HeadDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useWords();
  const languages = useLanguages();
  const words = (key: (typeof keys)[number]) => ({
    label: t(`operations.field.${key === 'caseId' ? 'case' : key === 'leadAgencyId' ? 'leadAgency' : key}`),
  });
  const edit = useEdit<HeadDraft, unknown>({
    draft: `operations.head.${plan.id}`,
    version: plan.version,
    value: headOf(plan),
    current: headOf,
    compared: {
      title: words('title'),
      kind: { ...words('kind'), show: (kind) => t(`operations.kind.${kind}`) },
      type: { ...words('type'), show: (type) => t(`operations.type.${type}`) },
      caseId: {
        ...words('caseId'),
        show: (id) => (id === plan.caseId ? plan.caseNumber : t('operations.otherCase')),
      },
      leadAgencyId: {
        ...words('leadAgencyId'),
        show: (id) => (id === plan.leadAgencyId ? plan.leadAgency : t('operations.otherAgency')),
      },
      sealed: { ...words('sealed'), show: (on) => t(`operations.foreseen.${on ? 'yes' : 'no'}`) },
      objective: words('objective'),
      risk: { ...words('risk'), show: (risk) => t(`operations.risk.${risk}`) },
      plannedFrom: { ...words('plannedFrom'), show: (at) => at && formatMoment(at) },
      plannedUntil: { ...words('plannedUntil'), show: (at) => at && formatMoment(at) },
      victimsForeseen: { ...words('victimsForeseen'), show: (one) => t(`operations.foreseen.${one}`) },
      minorsPossible: { ...words('minorsPossible'), show: (one) => t(`operations.foreseen.${one}`) },
      languages: { ...words('languages'), show: (tags) => languages.list(tags) },
      victimClasses: {
        ...words('victimClasses'),
        show: (list) => list.map((one) => t(`operations.class.${one}`)).join(', '),
      },
    },
    save: (value, version) => client.operations.change({ id: plan.id, version, head: value as Head }),
    done: onClose,
  });
  return (
    <FormDialog
      title={t('operations.part.head.change')}
      verb={t('operations.save')}
      shape="wide"
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <HeadFields value={edit.value} set={edit.set} at="head." />
      <VictimFields value={edit.value} set={edit.set} at="head." />
    </FormDialog>
  );
}
