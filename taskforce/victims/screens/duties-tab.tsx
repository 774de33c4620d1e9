import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Button,
  Card,
  CheckboxGroup,
  Clock,
  EmptyState,
  FormDialog,
  MomentField,
  Notice,
  Row,
  Stack,
  Status,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import type { DutyStep } from '../../vocabulary/victim-work.ts';
import type { Duty } from '../contract-duties.ts';
import { Read, WhyField } from './work-parts.tsx';
import type { OfVictim } from './work-parts.tsx';

/** What is owed to a victim until when: open duties first, by their clocks. */
export default function DutiesTab({ page }: OfVictim) {
  const { t } = useWords();
  return (
    <Read query={api.duties.list.queryOptions({ input: { victimId: page.id } })}>
      {({ rows, may }) =>
        rows.length === 0 ? (
          <EmptyState icon="clock" title={t('victims.duty.none')}>
            {t('victims.duty.noneHint')}
          </EmptyState>
        ) : (
          <Stack>
            <Notice>{t('victims.duty.lead')}</Notice>
            {rows.map((duty) => (
              <DutyCard key={duty.id} duty={duty} may={may.settle} />
            ))}
          </Stack>
        )
      }
    </Read>
  );
}

function DutyCard({ duty, may }: { duty: Duty; may: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const [asked, setAsked] = useState<'done' | 'not_owed' | 'place' | null>(null);
  const open = duty.state === 'open';
  return (
    <Card
      title={code('dutyKind', duty.kind)}
      actions={
        may &&
        open && (
          <Row>
            <Button size="small" onPress={() => setAsked('done')}>
              {t('victims.duty.done')}
            </Button>
            <Button size="small" look="quiet" onPress={() => setAsked('not_owed')}>
              {t('victims.duty.notOwed')}
            </Button>
            <Button size="small" look="quiet" onPress={() => setAsked('place')}>
              {t('victims.duty.place')}
            </Button>
          </Row>
        )
      }
    >
      <Stack gap="small">
        <Row>
          {open ? (
            <Clock due={duty.dueAt} exact />
          ) : (
            <Status tone={duty.state === 'done' ? 'good' : 'muted'}>{code('dutyState', duty.state)}</Status>
          )}
          <span>{t('victims.duty.since', { at: formatMoment(duty.startedAt) })}</span>
          {duty.stateCode !== null && <span>{t('victims.duty.state', { state: duty.stateCode })}</span>}
        </Row>
        {duty.safeHarbor !== null && <Notice title={t('victims.duty.safeHarbor')}>{duty.safeHarbor}</Notice>}
        {duty.steps.length > 0 && <Steps duty={duty} may={may && open} />}
        {duty.reference && <p>{t('victims.duty.reference', { text: duty.reference })}</p>}
        {duty.reason !== null && <p>{duty.reason}</p>}
        {duty.settledBy !== null && duty.settledAt !== null && (
          <p>{t('victims.work.recorded', { name: duty.settledBy.name, at: formatMoment(duty.settledAt) })}</p>
        )}
      </Stack>
      {asked === 'place' && <PlaceDialog duty={duty} onClose={() => setAsked(null)} />}
      {(asked === 'done' || asked === 'not_owed') && (
        <SettleDialog duty={duty} state={asked} onClose={() => setAsked(null)} />
      )}
    </Card>
  );
}

/** The steps of a request to HHS, ticked as they are done. */
function Steps({ duty, may }: { duty: Duty; may: boolean }) {
  const { t } = useWords();
  const codes = useCodes();
  const tick = useAct((steps: DutyStep[]) =>
    client.duties.tick({ id: duty.id, version: duty.version, steps }),
  );
  return (
    <>
      <CheckboxGroup
        name="steps"
        label={t('victims.duty.steps')}
        options={codes(
          'dutyStep',
          duty.steps.map((one) => one.step),
        )}
        value={duty.steps.filter((one) => one.done).map((one) => one.step)}
        onChange={(steps) => tick.run(steps)}
        disabled={!may || tick.pending}
        columns={2}
      />
      {tick.failure !== undefined && <Notice tone="warn">{tick.failure}</Notice>}
    </>
  );
}

function SettleDialog({
  duty,
  state,
  onClose,
}: {
  duty: Duty;
  state: 'done' | 'not_owed';
  onClose: () => void;
}) {
  const { t } = useWords();
  const code = useCode();
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  const save = useAct(
    () => client.duties.settle({ id: duty.id, version: duty.version, state, reference, reason }),
    () => {
      toast({ text: t('victims.work.saved'), tone: 'good' });
      onClose();
    },
  );
  return (
    <FormDialog
      title={`${code('dutyKind', duty.kind)}: ${code('dutyState', state)}`}
      verb={t('victims.duty.settle')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      {state === 'done' ? (
        <TextField
          name="reference"
          label={t('victims.duty.referenceLabel')}
          hint={t('victims.duty.referenceHint')}
          value={reference}
          onChange={setReference}
          maxLength={200}
        />
      ) : (
        <WhyField name="reason" label={t('victims.duty.why')} value={reason} onChange={setReason} />
      )}
    </FormDialog>
  );
}

/** The clock begins when the facts were found; it goes back to that moment and never forward. */
function PlaceDialog({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const { t } = useWords();
  const [startedAt, setStarted] = useState(duty.startedAt);
  const [stateCode, setState] = useState(duty.stateCode ?? '');
  const byState = duty.kind === 'child_protection_report';
  const save = useAct(
    () =>
      client.duties.place({
        id: duty.id,
        version: duty.version,
        ...(startedAt === duty.startedAt ? {} : { startedAt }),
        ...(byState && stateCode !== (duty.stateCode ?? '') ? { stateCode: stateCode.toUpperCase() } : {}),
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('victims.duty.place')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <MomentField
        name="startedAt"
        label={t('victims.duty.startedAt')}
        hint={t('victims.duty.startedHint')}
        value={startedAt}
        onChange={setStarted}
      />
      {byState && (
        <TextField
          name="stateCode"
          label={t('victims.duty.stateCode')}
          required={false}
          value={stateCode}
          onChange={setState}
          maxLength={2}
          width="short"
        />
      )}
    </FormDialog>
  );
}
