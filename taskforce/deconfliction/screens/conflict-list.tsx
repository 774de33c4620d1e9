import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Button,
  ButtonLink,
  EmptyState,
  FormDialog,
  Notice,
  RadioGroup,
  Row,
  Stack,
  Status,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Entry, Told } from '../contract-parts.ts';
import { answers, type Answer } from '../rules.ts';

const tones = { open: 'danger', settled: 'good', over: 'muted' } as const;

/** Conflicts as one side is told of them: whom to call, and how it was solved. */
export function ConflictList({
  conflicts,
  entries = [],
  coordinator,
}: {
  conflicts: readonly Told[];
  /** What one entered, so that a conflict says which of it it is about. */
  entries?: readonly Entry[];
  coordinator: string;
}) {
  const { t } = useWords();
  const [open, setOpen] = useState<Told | null>(null);
  if (conflicts.length === 0)
    return (
      <EmptyState icon="check" title={t('deconfliction.conflicts.none')}>
        {t('deconfliction.conflicts.noneHint')}
      </EmptyState>
    );
  return (
    <Stack gap="large">
      {conflicts.map((one) => (
        <section key={one.id + one.entryId} aria-label={one.officer ?? t('deconfliction.callCoordinator')}>
          <Stack gap="small">
            <Row spread>
              <h3>
                {one.throughCoordinator
                  ? t('deconfliction.callCoordinator')
                  : `${one.officer}, ${one.agency}`}
              </h3>
              <Status tone={tones[one.state]}>{t(`deconfliction.state.${one.state}`)}</Status>
            </Row>
            <About one={one} />
            <Own entry={entries.find(({ id }) => id === one.entryId)} />
            {one.throughCoordinator ? (
              <p>{coordinator === '' ? t('deconfliction.coordinatorUnset') : coordinator}</p>
            ) : (
              <p>{[one.phone, one.email].filter(Boolean).join(' · ')}</p>
            )}
            <Said one={one} />
            {one.state === 'open' && !one.throughCoordinator && (
              <Row>
                <Button size="small" onPress={() => setOpen(one)}>
                  {t('deconfliction.answer')}
                </Button>
              </Row>
            )}
          </Stack>
        </section>
      ))}
      {open && <AnswerDialog one={open} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function About({ one }: { one: Told }) {
  const { t } = useWords();
  const parts = [
    one.kind === 'event'
      ? t(`deconfliction.overlap.${one.overlap ?? 'close'}`)
      : t('deconfliction.sameTarget', { type: t(`deconfliction.type.${one.identifierType ?? 'phone'}`) }),
    one.certainty !== null && one.certainty !== 'exact'
      ? t('deconfliction.possible', { why: t(`deconfliction.certainty.${one.certainty}`) })
      : '',
    t('deconfliction.foundAt', { at: formatMoment(one.foundAt) }),
  ].filter((part) => part !== '');
  return <small>{parts.join(' · ')}</small>;
}

/** What of one's own it is about. */
function Own({ entry }: { entry: Entry | undefined }) {
  const { t } = useWords();
  if (entry?.subject === 'operation' && entry.operationId)
    return (
      <Row>
        <ButtonLink size="small" look="quiet" href={`/operations/${entry.operationId}/deconfliction`}>
          {t('deconfliction.own.operation')}
        </ButtonLink>
      </Row>
    );
  if (entry?.nominationId)
    return (
      <Row>
        <ButtonLink size="small" look="quiet" href={`/nominations/${entry.nominationId}`}>
          {t('deconfliction.own.nomination')}
        </ButtonLink>
      </Row>
    );
  if (entry?.subject !== 'event') return null;
  const name = `${t(`deconfliction.activity.${entry.activity ?? 'other'}`)}, ${entry.place ?? ''}`;
  return <small>{t('deconfliction.own.event', { name })}</small>;
}

function Said({ one }: { one: Told }) {
  const { t } = useWords();
  if (one.state === 'settled' && one.settledAnswer)
    return (
      <small>
        {t('deconfliction.settledAs', { answer: t(`deconfliction.answers.${one.settledAnswer}`) })}
      </small>
    );
  const parts = [
    one.myAnswer && t('deconfliction.weSay', { answer: t(`deconfliction.answers.${one.myAnswer}`) }),
    one.theirAnswer && t('deconfliction.theySay', { answer: t(`deconfliction.answers.${one.theirAnswer}`) }),
  ].filter(Boolean);
  return parts.length === 0 || one.state === 'over' ? null : <small>{parts.join(' · ')}</small>;
}

function AnswerDialog({ one, onClose }: { one: Told; onClose: () => void }) {
  const { t } = useWords();
  const [answer, setAnswer] = useState<Answer>(one.theirAnswer ?? 'agreed');
  const save = useMutation({
    mutationFn: () => client.deconfliction.answer({ id: one.id, entryId: one.entryId, answer }),
    onSuccess: ({ state }) => {
      toast({ text: t(state === 'settled' ? 'deconfliction.nowSettled' : 'deconfliction.waitsForThem') });
      void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
      void queries.invalidateQueries({ queryKey: api.nominations.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('deconfliction.answer')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Notice>{t('deconfliction.answerHint')}</Notice>
      <RadioGroup
        label={t('deconfliction.answerLabel')}
        name="answer"
        options={answers.map((id) => ({ id, label: t(`deconfliction.answers.${id}`) }))}
        value={answer}
        onChange={setAnswer}
      />
    </FormDialog>
  );
}
