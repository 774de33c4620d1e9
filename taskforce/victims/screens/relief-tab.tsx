import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  Clock,
  DateField,
  EmptyState,
  FormDialog,
  Notice,
  Row,
  Stack,
  Status,
  TextArea,
  TextField,
  Timeline,
  toast,
} from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import { reliefReasons, reliefTools } from '../../vocabulary/victim-work.ts';
import type { ReliefReason, ReliefState, ReliefTool } from '../../vocabulary/victim-work.ts';
import type { ReliefRequest } from '../contract-relief.ts';
import { stepsWithReason } from '../rules-relief.ts';
import type { ReliefStep } from '../rules-relief.ts';
import { CodeField, Read, WhyField, todayHere } from './work-parts.tsx';
import type { OfVictim } from './work-parts.tsx';

const tones: Partial<Record<ReliefState, Tone>> = {
  granted: 'good',
  signed: 'good',
  submitted: 'accent',
  declined: 'muted',
  denied: 'muted',
  withdrawn: 'muted',
  revoked: 'muted',
};

/** Requests for immigration relief. They are restricted: nobody without the clearance learns that there is one. */
export default function ReliefTab({ page }: OfVictim) {
  const { t } = useWords();
  const [asking, setAsking] = useState<ReliefRequest | 'new' | null>(null);
  return (
    <Read query={api.relief.list.queryOptions({ input: { victimId: page.id } })}>
      {({ rows, may }) => (
        <Stack>
          <Notice tone="warn" title={t('victims.relief.restricted')}>
            {t('victims.relief.restrictedHint')}
          </Notice>
          {may.ask && (
            <Row>
              <Button look="primary" icon="plus" onPress={() => setAsking('new')}>
                {t('victims.relief.ask')}
              </Button>
            </Row>
          )}
          {rows.length === 0 && (
            <EmptyState icon="file" title={t('victims.relief.none')}>
              {t('victims.relief.noneHint')}
            </EmptyState>
          )}
          {rows.map((row) => (
            <RequestCard key={row.id} row={row} onRenew={() => setAsking(row)} />
          ))}
          {asking !== null && (
            <AskDialog
              victimId={page.id}
              renews={asking === 'new' ? null : asking}
              onClose={() => setAsking(null)}
            />
          )}
        </Stack>
      )}
    </Read>
  );
}

function RequestCard({ row, onRenew }: { row: ReliefRequest; onRenew: () => void }) {
  const { t } = useWords();
  const code = useCode();
  const [step, setStep] = useState<ReliefStep | null>(null);
  return (
    <Card
      title={code('reliefTool', row.tool)}
      actions={
        <Row>
          {row.next.map((next) => (
            <Button
              key={next}
              size="small"
              {...(stepsWithReason.includes(next) ? { look: 'quiet' as const } : {})}
              onPress={() => setStep(next)}
            >
              {t(`victims.relief.step.${next}`)}
            </Button>
          ))}
          {row.mayRenew && (
            <Button size="small" onPress={onRenew}>
              {t('victims.relief.renew')}
            </Button>
          )}
        </Row>
      }
    >
      <Stack gap="small">
        <Row>
          <Status tone={tones[row.state] ?? 'neutral'}>{code('reliefState', row.state)}</Status>
          {row.validFrom !== null && row.validUntil !== null && (
            <span>
              {t('victims.relief.valid', {
                from: formatDate(row.validFrom),
                until: formatDate(row.validUntil),
              })}
            </span>
          )}
          {row.renewalDueOn !== null && <Clock due={row.renewalDueOn} exact />}
          <Badge icon="lock">{code('handlingLabel', 'section_1367')}</Badge>
        </Row>
        <p>{row.basis}</p>
        <Timeline
          label={t('victims.relief.steps')}
          entries={[
            {
              id: 'asked',
              when: formatDate(row.askedOn),
              dateTime: row.askedOn,
              title: code('reliefState', 'asked'),
              by: row.requestedBy.name,
            },
            ...row.steps.map((one, at) => ({
              id: String(at),
              when: formatDate(one.happenedOn),
              dateTime: one.happenedOn,
              title: code('reliefState', one.step),
              by: one.signatory ?? one.recordedBy.name,
              recorded: t('victims.work.recorded', {
                name: one.recordedBy.name,
                at: formatMoment(one.recordedAt),
              }),
              children: (
                <p>
                  {[one.reference, one.reasonCode && code('reliefReason', one.reasonCode), one.reason]
                    .filter(Boolean)
                    .join('. ')}
                </p>
              ),
            })),
          ]}
        />
      </Stack>
      {step !== null && <StepDialog row={row} step={step} onClose={() => setStep(null)} />}
    </Card>
  );
}

function AskDialog({
  victimId,
  renews,
  onClose,
}: {
  victimId: string;
  renews: ReliefRequest | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [tool, setTool] = useState<ReliefTool>(renews?.tool ?? 'continued_presence');
  const [basis, setBasis] = useState(renews?.basis ?? '');
  const [askedOn, setAskedOn] = useState(todayHere());
  const save = useAct(
    () => client.relief.ask({ victimId, tool, basis, askedOn, renews: renews?.id ?? null }),
    () => {
      toast({ text: t('victims.work.saved'), tone: 'good' });
      onClose();
    },
  );
  return (
    <FormDialog
      title={t(renews ? 'victims.relief.renew' : 'victims.relief.ask')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <CodeField
        name="tool"
        list="reliefTool"
        codes={renews ? [renews.tool] : reliefTools}
        label={t('victims.relief.tool')}
        value={tool}
        onChange={setTool}
      />
      <TextArea
        name="basis"
        label={t('victims.relief.basis')}
        hint={t('victims.relief.basisHint')}
        value={basis}
        onChange={setBasis}
        rows={4}
        maxLength={4000}
      />
      <DateField
        name="askedOn"
        label={t('victims.relief.askedOn')}
        value={askedOn}
        onChange={setAskedOn}
        max={todayHere()}
      />
    </FormDialog>
  );
}

const orNull = (text: string) => (text === '' ? null : text);

function StepDialog({ row, step, onClose }: { row: ReliefRequest; step: ReliefStep; onClose: () => void }) {
  const { t } = useWords();
  const [happenedOn, setHappenedOn] = useState(todayHere());
  const [signatory, setSignatory] = useState('');
  const [designatedOn, setDesignatedOn] = useState('');
  const [validUntil, setValidUntil] = useState('');
  const [reference, setReference] = useState('');
  const [reasonCode, setReasonCode] = useState<ReliefReason | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const save = useAct(
    () =>
      client.relief.step({
        requestId: row.id,
        version: row.version,
        step,
        happenedOn,
        validUntil: orNull(validUntil),
        signatory: orNull(signatory),
        designatedOn: orNull(designatedOn),
        reference: orNull(reference),
        reasonCode,
        reason,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t(`victims.relief.step.${step}`)}
      harmful={step === 'revoked'}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <DateField
        name="happenedOn"
        label={t('victims.relief.happenedOn')}
        value={happenedOn}
        onChange={setHappenedOn}
        max={todayHere()}
      />
      {step === 'signed' && (
        <>
          <TextField
            name="signatory"
            label={t('victims.relief.signatory')}
            value={signatory}
            onChange={setSignatory}
            maxLength={120}
          />
          <DateField
            name="designatedOn"
            label={t('victims.relief.designatedOn')}
            value={designatedOn}
            onChange={setDesignatedOn}
          />
        </>
      )}
      {step === 'granted' && (
        <DateField
          name="validUntil"
          label={t('victims.relief.validUntil')}
          hint={t('victims.relief.validUntilHint')}
          required={false}
          value={validUntil}
          onChange={setValidUntil}
        />
      )}
      {stepsWithReason.includes(step) ? (
        <>
          <CodeField
            name="reasonCode"
            list="reliefReason"
            codes={reliefReasons}
            label={t('victims.relief.reasonCode')}
            value={reasonCode}
            onChange={setReasonCode}
          />
          <WhyField name="reason" label={t('victims.relief.reason')} value={reason} onChange={setReason} />
        </>
      ) : (
        <TextField
          name="reference"
          label={t('victims.relief.reference')}
          required={false}
          value={reference}
          onChange={setReference}
          maxLength={120}
        />
      )}
    </FormDialog>
  );
}
