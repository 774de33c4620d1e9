import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  Card,
  EmptyState,
  FormDialog,
  PageHeader,
  RadioGroup,
  Row,
  Skeleton,
  Stack,
  Status,
  TextArea,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Coordinated, Waiting } from '../contract-parts.ts';
import { answers, type Answer } from '../rules.ts';

const refresh = () => void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
const tones = { open: 'danger', settled: 'good', over: 'muted' } as const;

/** The coordinator's desk: who meets whom, and what waits for a decision. Never a case, a place or an identifier. */
export default function CoordinationPage() {
  const { t } = useWords();
  const read = useQuery(api.deconfliction.coordination.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader
        title={t('deconfliction.coordination.title')}
        lead={t('deconfliction.coordination.lead')}
        crumbs={
          <Breadcrumbs
            label={t('deconfliction.title')}
            crumbs={[{ label: t('deconfliction.title'), href: '/deconfliction' }]}
          />
        }
      />
      {read.isError ? (
        <ReadFailed query={read} />
      ) : read.data ? (
        <Stack gap="large">
          <Card title={t('deconfliction.coordination.waiting')} count={read.data.waiting.length}>
            <WaitingList waiting={read.data.waiting} />
          </Card>
          <Card
            title={t('deconfliction.conflicts.title')}
            count={read.data.conflicts.filter((one) => one.state === 'open').length}
          >
            <Conflicts conflicts={read.data.conflicts} />
          </Card>
        </Stack>
      ) : (
        <Skeleton label={t('ui.reading')} lines={6} />
      )}
    </>
  );
}

function WaitingList({ waiting }: { waiting: readonly Waiting[] }) {
  const { t } = useWords();
  const act = useMutation({
    mutationFn: (does: () => Promise<unknown>) => does(),
    onSuccess: refresh,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  if (waiting.length === 0)
    return (
      <EmptyState icon="check" title={t('deconfliction.coordination.nothing')}>
        {t('deconfliction.coordination.nothingHint')}
      </EmptyState>
    );
  return (
    <Stack gap="large">
      {waiting.map((one) => (
        <section key={one.id} aria-label={`${one.officer}, ${one.agency}`}>
          <Stack gap="small">
            <h3>{`${one.officer}, ${one.agency}`}</h3>
            <small>
              {[
                t(`deconfliction.coordination.asks.${one.asks}`),
                one.phone,
                formatMoment(one.createdAt),
              ].join(' · ')}
            </small>
            {one.reason && <p>{one.reason}</p>}
            {one.asks === 'check' && (
              <p>
                {one.hits === 0
                  ? t('deconfliction.coordination.noHit')
                  : t('deconfliction.coordination.hit', {
                      contact: [one.hitOfficer, one.hitAgency, one.hitPhone].filter(Boolean).join(', '),
                    })}
              </p>
            )}
            <Row>
              {(one.asks === 'silence' ? ([true, false] as const) : (['call_me', 'go_ahead'] as const)).map(
                (word) => (
                  <Button
                    key={String(word)}
                    size="small"
                    onPress={() =>
                      act.mutate(() =>
                        typeof word === 'boolean'
                          ? client.deconfliction.decideSilence({
                              id: one.id,
                              version: one.version,
                              agreed: word,
                            })
                          : client.deconfliction.answerRequest({
                              id: one.id,
                              version: one.version,
                              answer: word,
                            }),
                      )
                    }
                  >
                    {t(
                      typeof word === 'boolean'
                        ? word
                          ? 'deconfliction.coordination.agree'
                          : 'deconfliction.coordination.decline'
                        : `deconfliction.coordination.answer.${word}`,
                    )}
                  </Button>
                ),
              )}
            </Row>
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

function Conflicts({ conflicts }: { conflicts: readonly Coordinated[] }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Coordinated | null>(null);
  if (conflicts.length === 0)
    return (
      <EmptyState icon="check" title={t('deconfliction.coordination.noConflicts')}>
        {t('deconfliction.coordination.noConflictsHint')}
      </EmptyState>
    );
  return (
    <Stack gap="large">
      {conflicts.map((one) => (
        <section key={one.id} aria-label={`${one.leftOfficer}, ${one.rightOfficer}`}>
          <Stack gap="small">
            <Row spread>
              <h3>
                {one.kind === 'event'
                  ? t(`deconfliction.overlap.${one.overlap ?? 'close'}`)
                  : t('deconfliction.sameTarget', {
                      type: t(`deconfliction.type.${one.identifierType ?? 'phone'}`),
                    })}
              </h3>
              <Status tone={tones[one.state]}>{t(`deconfliction.state.${one.state}`)}</Status>
            </Row>
            <Side
              officer={one.leftOfficer}
              agency={one.leftAgency}
              phone={one.leftPhone}
              answer={one.leftAnswer}
              silent={one.leftSilent}
              through={one.leftThrough}
            />
            <Side
              officer={one.rightOfficer}
              agency={one.rightAgency}
              phone={one.rightPhone}
              answer={one.rightAnswer}
              silent={one.rightSilent}
              through={one.rightThrough}
            />
            {one.state === 'open' && (
              <Row>
                <Button size="small" onPress={() => setOpen(one)}>
                  {t('deconfliction.coordination.settle')}
                </Button>
              </Row>
            )}
          </Stack>
        </section>
      ))}
      {open && <Settle one={open} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function Side(side: {
  officer: string;
  agency: string;
  phone: string;
  answer: Answer | null;
  silent: boolean;
  through: boolean;
}) {
  const { t } = useWords();
  const parts = [
    `${side.officer}, ${side.agency}`,
    side.phone,
    side.silent && t('deconfliction.silent.approved'),
    side.through && t('deconfliction.flagged'),
    side.answer && t('deconfliction.says', { answer: t(`deconfliction.answers.${side.answer}`) }),
  ].filter(Boolean);
  return <p>{parts.join(' · ')}</p>;
}

function Settle({ one, onClose }: { one: Coordinated; onClose: () => void }) {
  const { t } = useWords();
  const [answer, setAnswer] = useState<Answer>('agreed');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => client.deconfliction.settle({ id: one.id, answer, reason }),
    onSuccess: () => {
      toast({ text: t('deconfliction.nowSettled') });
      refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('deconfliction.coordination.settle')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <RadioGroup
        label={t('deconfliction.answerLabel')}
        name="answer"
        options={answers.map((id) => ({ id, label: t(`deconfliction.answers.${id}`) }))}
        value={answer}
        onChange={setAnswer}
      />
      <TextArea
        label={t('deconfliction.coordination.reason')}
        name="reason"
        rows={3}
        required
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
