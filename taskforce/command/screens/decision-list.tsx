import { useState } from 'react';
import { api, queries, type Client } from '../../../web/api.ts';
import { useCan, useMe } from '../../../web/session.ts';
import { Badge, Button, Card, Row, Stack, Status } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import styles from './command.module.css';
import { Decide, Postpone, Withdraw } from './decision-forms.tsx';
import { labelOf } from './names.ts';

export type Decision = Awaited<ReturnType<Client['decisions']['list']>>['decisions'][number];
export const again = () => queries.invalidateQueries({ queryKey: api.decisions.key() });

/** Questions with who decides and by when; settled ones with what was decided and why. */
export function DecisionCard({ one, showCase }: { one: Decision; showCase?: boolean }) {
  const { t } = useWords();
  const me = useMe();
  const can = useCan();
  const [open, setOpen] = useState<'decide' | 'postpone' | 'withdraw' | null>(null);
  const mine = one.deciderId === null ? can('cases.write') : one.deciderId === me.account.id;
  const actions = one.state === 'open' && open === null && (
    <Row>
      {mine && (
        <Button size="small" look="primary" icon="check" onPress={() => setOpen('decide')}>
          {t('command.decisions.decide')}
        </Button>
      )}
      {(mine || can('cases.write')) && (
        <Button size="small" look="quiet" icon="clock" onPress={() => setOpen('postpone')}>
          {t('command.decisions.postpone')}
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
        {open === 'postpone' && <Postpone one={one} onDone={() => setOpen(null)} />}
        {open === 'withdraw' && <Withdraw one={one} onDone={() => setOpen(null)} />}
      </Stack>
    </Card>
  );
}
