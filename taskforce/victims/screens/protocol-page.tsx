import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useEdit, type Compared } from '../../../web/edit.tsx';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import styles from '../../../web/house/administration/screens/administration.module.css';
import {
  Button,
  Card,
  Form,
  FormActions,
  FormSection,
  NumberField,
  Select,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import type { FieldProblem } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { recordings } from '../../vocabulary/victim-work.ts';
import type { ProtocolToSet } from '../contract-duties.ts';
import { useCode } from '../../cases/screens/shared.ts';
import { StateLaws, lawsIn, lawsOf, wrongLaws, type StateLaw } from './state-laws.tsx';
import { Read } from './work-parts.tsx';

/** The protocol as it is typed: the laws of the states are rows until they are saved. */
type Given = Omit<ProtocolToSet, 'version' | 'states'> & { states: StateLaw[] };

/** Clocks and defaults of the work with victims. */
export default function VictimProtocolPage() {
  return (
    <AdministrationFrame part="victims">
      <div className={styles['narrow']}>
        <Card>
          <Read query={api.duties.protocolToSet.queryOptions({ input: {}, refetchOnWindowFocus: false })}>
            {(protocol) => <ProtocolForm protocol={protocol} />}
          </Read>
        </Card>
      </div>
    </AdministrationFrame>
  );
}

const given = ({ version: _version, states, ...rest }: ProtocolToSet): Given => ({
  ...rest,
  states: lawsOf(states),
});

type Numbers = { [Key in keyof Given]: Given[Key] extends number ? Key : never }[keyof Given];
/** Each number with its unit and its limits, as the contract has them. */
const groups: readonly [
  string,
  readonly (readonly [Numbers, 'hours' | 'days' | 'months' | 'times', number])[],
][] = [
  [
    'minors',
    [
      ['hhsHours', 'hours', 24],
      ['hhsPartBDays', 'days', 365],
    ],
  ],
  [
    'relief',
    [
      ['reliefReminderHours', 'hours', 720],
      ['presenceMonths', 'months', 60],
      ['certificationMonths', 'months', 6],
      ['renewalDays', 'days', 365],
      ['reliefDays', 'days', 365],
    ],
  ],
  [
    'charges',
    [
      ['chargeHours', 'hours', 720],
      ['chargeFollowUpDays', 'days', 365],
      ['vacaturDays', 'days', 365],
    ],
  ],
  [
    'notices',
    [
      ['noticeDays', 'days', 365],
      ['urgentNoticeHours', 'hours', 720],
    ],
  ],
  ['interviews', [['interviewsBeforeReason', 'times', 10]]],
];

function ProtocolForm({ protocol }: { protocol: ProtocolToSet }) {
  const { t } = useWords();
  const code = useCode();
  const [wrong, setWrong] = useState<FieldProblem[]>([]);
  const recording = (id: Given['recordingMinor']) =>
    id === 'any' ? t('victims.protocol.anyRecording') : code('recording', id);
  const edit = useEdit<Given, unknown>({
    draft: 'duties.protocol',
    version: protocol.version,
    value: given(protocol),
    current: (record) => given(record as unknown as ProtocolToSet),
    compared: useCompared(recording),
    save: ({ states, ...rest }, version) =>
      client.duties.setProtocol({ ...rest, states: lawsIn(states), version }),
    done: () => toast({ text: t('victims.protocol.saved') }),
  });
  const value = edit.value;
  const submit = () => {
    const found = wrongLaws(value.states, t('victims.protocol.wrongState'));
    setWrong(found);
    if (found.length === 0) edit.run();
  };
  return (
    <>
      {edit.restored}
      <Form
        label={t('administration.victims.title')}
        onSubmit={submit}
        problemsTitle={t('ui.problems')}
        problems={wrong.length > 0 ? wrong : edit.problems}
        failure={edit.failure}
      >
        <FormSection title={t('victims.protocol.report')} hint={t('victims.protocol.reportHint')}>
          <TextField
            name="state"
            label={t('victims.protocol.state')}
            hint={t('victims.protocol.stateHint')}
            width="short"
            required={false}
            maxLength={2}
            value={value.state ?? ''}
            onChange={(state) => edit.set({ state: state === '' ? null : state.toUpperCase() })}
          />
          <NumberField
            name="childReportHours"
            label={t('victims.protocol.childReportHours')}
            unit={t('victims.protocol.unit.hours')}
            min={1}
            max={720}
            value={value.childReportHours}
            onChange={(childReportHours) => edit.set({ childReportHours })}
          />
          <StateLaws laws={value.states} onChange={(states) => edit.set({ states })} />
        </FormSection>
        {groups.map(([group, fields]) => (
          <FormSection
            key={group}
            title={t(`victims.protocol.group.${group}`)}
            hint={t(`victims.protocol.groupHint.${group}`)}
          >
            {fields.map(([name, unit, max]) => (
              <NumberField
                key={name}
                name={name}
                label={t(`victims.protocol.${name}`)}
                unit={t(`victims.protocol.unit.${unit}`)}
                min={1}
                max={max}
                step={1}
                value={value[name]}
                onChange={(number) => edit.set({ [name]: number })}
              />
            ))}
            {group === 'interviews' &&
              (['recordingMinor', 'recordingAdult'] as const).map((name) => (
                <Select
                  key={name}
                  name={name}
                  label={t(`victims.protocol.${name}`)}
                  placeholder={t('ui.choose')}
                  options={(['any', ...recordings] as const).map((id) => ({ id, label: recording(id) }))}
                  value={value[name]}
                  onChange={(chosen) => edit.set({ [name]: chosen })}
                />
              ))}
          </FormSection>
        ))}
        <FormActions>
          <Button look="primary" type="submit" pending={edit.pending}>
            {t('victims.protocol.save')}
          </Button>
        </FormActions>
      </Form>
      {edit.conflict}
    </>
  );
}

/** How each value is named and shown when two people changed the protocol at once. */
function useCompared(recording: (id: Given['recordingMinor']) => string): Compared<Given> {
  const { t } = useWords();
  const numbers = ['childReportHours', ...groups.flatMap(([, fields]) => fields.map(([name]) => name))];
  return {
    ...Object.fromEntries(numbers.map((name) => [name, { label: t(`victims.protocol.${name}`) }])),
    state: { label: t('victims.protocol.state') },
    states: {
      label: t('victims.protocol.states'),
      show: (laws: StateLaw[]) =>
        laws.map((law) => `${law.state}: ${law.childReportHours} · ${law.safeHarbor}`).join('; '),
    },
    recordingMinor: { label: t('victims.protocol.recordingMinor'), show: recording },
    recordingAdult: { label: t('victims.protocol.recordingAdult'), show: recording },
  } as Compared<Given>;
}
