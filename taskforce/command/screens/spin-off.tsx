import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, queries, type Client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  Checkbox,
  ComboBox,
  Form,
  FormActions,
  FormSection,
  IconButton,
  Notice,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { memberCapacities, strandKinds, traffickingTypes } from '../../vocabulary/cases.ts';
import type { MemberCapacity, StrandKind, TraffickingType } from '../../vocabulary/cases.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import styles from './command.module.css';
import { FactChoice } from './fact-choice.tsx';
import { CaseFrame } from './frame.tsx';
import { labelOf } from './names.ts';

type Choices = Awaited<ReturnType<Client['spinOffs']['choices']>>;
export type Fact = Choices['facts'][number];
export type Draft = {
  title: string;
  type: TraffickingType | null;
  reason: string;
  /** Ids of the chosen records; for a tip the words to take along. */
  chosen: string[];
  excerpts: Record<string, string>;
  strands: { label: string; kind: StrandKind }[];
  members: { accountId: string | null; capacity: MemberCapacity }[];
  seal: boolean;
  authorities: Partial<Record<HandlingLabel, string>>;
};
const empty: Draft = {
  title: '',
  type: null,
  reason: '',
  chosen: [],
  excerpts: {},
  strands: [],
  members: [],
  seal: false,
  authorities: {},
};

/** A new case out of this one: what begins, what goes along, who works on it. */
export default function SpinOff() {
  const { t } = useWords();
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const choices = useQuery({
    ...api.spinOffs.choices.queryOptions({ input: { caseId } }),
    refetchOnWindowFocus: false,
  });
  return (
    <CaseFrame caseId={caseId} title={t('command.spinOff.title')} lead={t('command.spinOff.lead')}>
      <Loaded query={choices} lines={10}>
        {(data) => <Wizard caseId={caseId} choices={data} />}
      </Loaded>
    </CaseFrame>
  );
}

function Wizard({ caseId, choices }: { caseId: string; choices: Choices }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { operation } = useSearch({ strict: false }) as { operation?: string };
  const { value: draft, setValue: set, discard } = useDraft<Draft>(`command.spin.${caseId}`, empty);
  const change = (part: Partial<Draft>) => set({ ...draft, ...part });
  const facts = choices.facts.filter((fact) => draft.chosen.includes(fact.id));
  const labels = [...new Set(facts.flatMap((fact) => fact.needsAuthority))];
  const make = useMutation(
    api.spinOffs.make.mutationOptions({
      onSuccess: async (made) => {
        discard();
        toast({ text: t('command.spinOff.done', { number: made.number, n: made.carried }) });
        await queries.invalidateQueries({ queryKey: api.spinOffs.key() });
        await navigate({ to: `/cases/${made.caseId}/lineage` });
      },
    }),
  );
  const send = () =>
    make.mutate({
      caseId,
      operationId: operation ?? null,
      title: draft.title,
      type: draft.type ?? ('' as never),
      reason: draft.reason,
      facts: facts.map(({ kind, id, version }) => ({
        kind,
        id,
        version,
        ...(kind === 'tip_excerpt' ? { excerpt: draft.excerpts[id] ?? '' } : {}),
      })),
      newStrands: draft.strands.filter((strand) => strand.label.trim() !== ''),
      members: draft.members.flatMap(({ accountId, capacity }) =>
        accountId === null ? [] : [{ accountId, capacity }],
      ),
      sealChild: draft.seal,
      authorities: Object.fromEntries(labels.map((label) => [label, draft.authorities[label] ?? ''])),
    });
  return (
    <Form onSubmit={send} problemsTitle={t('ui.problems')} {...formProblems(make.error)}>
      <FormSection title={t('command.spinOff.what')}>
        <TextField
          label={t('command.spinOff.name')}
          hint={t('command.spinOff.nameHint')}
          name="title"
          maxLength={200}
          width="full"
          value={draft.title}
          onChange={(title) => change({ title })}
        />
        <Select
          label={t('command.portfolio.type')}
          name="type"
          placeholder={t('ui.choose')}
          options={traffickingTypes.map((id) => ({ id, label: labelOf(t, 'traffickingType', id) }))}
          value={draft.type}
          onChange={(type) => change({ type })}
        />
        <TextArea
          label={t('command.spinOff.reason')}
          hint={t('command.reasonHint')}
          name="reason"
          rows={3}
          maxLength={2000}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
        />
      </FormSection>
      <FormSection
        title={t('command.spinOff.facts', { n: facts.length })}
        hint={t('command.spinOff.factsHint')}
      >
        {choices.more && <Notice title={t('command.spinOff.more')} />}
        <FactChoice facts={choices.facts} draft={draft} onChange={change} />
      </FormSection>
      {labels.length > 0 && (
        <FormSection title={t('command.spinOff.authority')} hint={t('command.spinOff.authorityHint')}>
          {labels.map((label) => (
            <TextField
              key={label}
              label={labelOf(t, 'handlingLabel', label)}
              name={`authorities.${label}`}
              maxLength={200}
              width="full"
              value={draft.authorities[label] ?? ''}
              onChange={(text) => change({ authorities: { ...draft.authorities, [label]: text } })}
            />
          ))}
        </FormSection>
      )}
      <NewStrands draft={draft} onChange={change} />
      <Members draft={draft} onChange={change} sealed={choices.sealed} />
      <FormActions>
        <Button look="primary" type="submit" icon="case" pending={make.isPending}>
          {t('command.spinOff.make')}
        </Button>
        <Button look="quiet" onPress={discard}>
          {t('command.spinOff.discard')}
        </Button>
      </FormActions>
    </Form>
  );
}

type Part = { draft: Draft; onChange: (part: Partial<Draft>) => void };

function NewStrands({ draft: { strands }, onChange }: Part) {
  const { t } = useWords();
  const change = (index: number, part: Partial<Draft['strands'][number]>) =>
    onChange({ strands: strands.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <FormSection title={t('command.spinOff.strands')} hint={t('command.spinOff.strandsHint')}>
      {strands.map((strand, index) => (
        <div key={index} className={styles['line']}>
          <TextField
            label={t('command.spinOff.strand', { n: index + 1 })}
            name={`newStrands.${index}.label`}
            maxLength={200}
            value={strand.label}
            onChange={(label) => change(index, { label })}
          />
          <Select
            label={t('command.brief.kind')}
            placeholder={t('ui.choose')}
            options={strandKinds.map((id) => ({ id, label: labelOf(t, 'strandKind', id) }))}
            value={strand.kind}
            onChange={(kind) => change(index, { kind })}
          />
          <IconButton
            icon="close"
            label={t('command.make.drop')}
            onPress={() => onChange({ strands: strands.toSpliced(index, 1) })}
          />
        </div>
      ))}
      <Row>
        <Button
          size="small"
          icon="plus"
          onPress={() => onChange({ strands: [...strands, { label: '', kind: 'target_person' }] })}
        >
          {t('command.spinOff.addStrand')}
        </Button>
      </Row>
    </FormSection>
  );
}

function Members({ draft, onChange, sealed }: Part & { sealed: boolean }) {
  const { t } = useWords();
  const { members, seal } = draft;
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {} }));
  const [first] = useState(sealed);
  const change = (index: number, part: Partial<Draft['members'][number]>) =>
    onChange({ members: members.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const colleagues = (people.data?.colleagues ?? []).map((one) => ({
    id: one.id,
    label: one.displayName,
    description: one.agencyName,
  }));
  return (
    <FormSection title={t('command.spinOff.members')} hint={t('command.spinOff.membersHint')}>
      <div data-field="members">
        <Stack gap="small">
          {members.map((member, index) => (
            <div key={index} className={styles['line']}>
              <ComboBox
                label={t('command.spinOff.member', { n: index + 1 })}
                empty={t('command.nobody')}
                options={colleagues}
                value={member.accountId}
                onChange={(accountId) => change(index, { accountId })}
              />
              <Select
                label={t('command.spinOff.capacity')}
                placeholder={t('ui.choose')}
                options={memberCapacities.map((id) => ({ id, label: labelOf(t, 'memberCapacity', id) }))}
                value={member.capacity}
                onChange={(capacity) => change(index, { capacity })}
              />
              <IconButton
                icon="close"
                label={t('command.make.drop')}
                onPress={() => onChange({ members: members.toSpliced(index, 1) })}
              />
            </div>
          ))}
          <Row>
            <Button
              size="small"
              icon="plus"
              onPress={() =>
                onChange({ members: [...members, { accountId: null, capacity: 'investigator' }] })
              }
            >
              {t('command.spinOff.addMember')}
            </Button>
          </Row>
        </Stack>
      </div>
      <Checkbox
        name="sealChild"
        checked={seal}
        hint={t(first ? 'command.spinOff.sealNeeded' : 'command.spinOff.sealHint')}
        onChange={(on) => onChange({ seal: on })}
      >
        {t('command.spinOff.seal')}
      </Checkbox>
      <p className={styles['aside']}>{t('command.spinOff.kept')}</p>
    </FormSection>
  );
}
