import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queries, type Client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan, useMe } from '../../../web/session.ts';
import {
  Badge,
  Button,
  Card,
  DateField,
  Form,
  FormActions,
  Row,
  Stack,
  Status,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import styles from './command.module.css';
import { labelOf, today } from './names.ts';

export type Decision = Awaited<ReturnType<Client['decisions']['list']>>['decisions'][number];
export const again = () => queries.invalidateQueries({ queryKey: api.decisions.key() });

/** Questions with who decides and by when; settled ones with what was decided and why. */
export function DecisionCard({ one, showCase }: { one: Decision; showCase?: boolean }) {
  const { t } = useWords();
  const me = useMe();
  const can = useCan();
  const [open, setOpen] = useState<'decide' | 'withdraw' | null>(null);
  const mine = one.deciderId === null ? can('cases.write') : one.deciderId === me.account.id;
  const actions = one.state === 'open' && open === null && (
    <Row>
      {mine && (
        <Button size="small" look="primary" icon="check" onPress={() => setOpen('decide')}>
          {t('command.decisions.decide')}
        </Button>
      )}
      {can('cases.write') && (
        <Button size="small" look="quiet" onPress={() => setOpen('withdraw')}>
          {t('command.decisions.withdraw')}
        </Button>
      )}
    </Row>
  );
  return (
    <Card title={one.question} actions={actions}>
      <Stack gap="small">
        <Row>
          <Status tone={one.state === 'open' ? 'warn' : one.state === 'decided' ? 'good' : 'muted'}>
            {t(`command.decisionState.${one.state}`)}
          </Status>
          {one.overdueDays > 0 && (
            <Badge tone="danger" icon="clock">
              {t('command.overdue', { n: one.overdueDays })}
            </Badge>
          )}
          {one.handling.map((label) => (
            <Badge key={label} icon="lock">
              {labelOf(t, 'handlingLabel', label)}
            </Badge>
          ))}
        </Row>
        <div className={styles['aside']}>
          {[
            showCase && one.caseNumber,
            one.strandLabel,
            t('command.decisions.decides', { who: one.decider }),
            one.neededBy && t('command.by', { day: formatDate(one.neededBy) }),
            t('command.decisions.asked', { who: one.askedBy, when: formatMoment(one.askedAt) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {showCase && (
          <a href={`/cases/${one.caseId}/decisions`}>{t('command.item.open', { number: one.caseNumber })}</a>
        )}
        {one.state !== 'open' && (
          <div>
            {one.decision !== null && <p className={styles['words']}>{one.decision}</p>}
            <p className={styles['aside']}>
              {t('command.decisions.because', { why: one.why ?? '' })}{' '}
              {one.decidedOn && formatDate(one.decidedOn)} {one.settledBy}
            </p>
          </div>
        )}
        {open === 'decide' && <Decide one={one} onDone={() => setOpen(null)} />}
        {open === 'withdraw' && <Withdraw one={one} onDone={() => setOpen(null)} />}
      </Stack>
    </Card>
  );
}

function Decide({ one, onDone }: { one: Decision; onDone: () => void }) {
  const { t } = useWords();
  const [form, setForm] = useState({ decision: '', decidedOn: today(), why: '' });
  const decide = useMutation(api.decisions.decide.mutationOptions({ onSuccess: again }));
  return (
    <Form
      onSubmit={() => decide.mutate({ id: one.id, version: one.version, ...form })}
      problemsTitle={t('ui.problems')}
      {...formProblems(decide.error)}
    >
      <TextField
        label={t('command.decisions.decision')}
        name="decision"
        width="full"
        maxLength={2000}
        autoFocus
        value={form.decision}
        onChange={(decision) => setForm({ ...form, decision })}
      />
      <DateField
        label={t('command.decisions.on')}
        name="decidedOn"
        max={today()}
        value={form.decidedOn}
        onChange={(decidedOn) => setForm({ ...form, decidedOn })}
      />
      <TextArea
        label={t('command.decisions.why')}
        hint={t('command.reasonHint')}
        name="why"
        rows={3}
        maxLength={2000}
        value={form.why}
        onChange={(why) => setForm({ ...form, why })}
      />
      <FormActions>
        <Button look="primary" type="submit" icon="check" pending={decide.isPending}>
          {t('command.decisions.save')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function Withdraw({ one, onDone }: { one: Decision; onDone: () => void }) {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const withdraw = useMutation(api.decisions.withdraw.mutationOptions({ onSuccess: again }));
  return (
    <Form
      onSubmit={() => withdraw.mutate({ id: one.id, version: one.version, why })}
      problemsTitle={t('ui.problems')}
      {...formProblems(withdraw.error)}
    >
      <TextArea
        label={t('command.decisions.withdrawWhy')}
        hint={t('command.reasonHint')}
        name="why"
        rows={2}
        maxLength={2000}
        autoFocus
        value={why}
        onChange={setWhy}
      />
      <FormActions>
        <Button look="danger" type="submit" pending={withdraw.isPending}>
          {t('command.decisions.withdraw')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
