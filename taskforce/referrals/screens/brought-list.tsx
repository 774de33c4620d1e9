import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TURNED_DOWN, type TurnedDown } from '../../vocabulary/referrals.ts';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Clock,
  EmptyState,
  FormDialog,
  Notice,
  PageHeader,
  RadioGroup,
  Row,
  Select,
  Skeleton,
  Stack,
  Status,
  TextArea,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { Brought } from '../contract-brought.ts';
import { stateTone, useWordsOf } from './shared.ts';

type Open = { one: Brought; answer: 'accepted' | 'declined' } | null;

/** Survivors who want to report, as their providers said. What they say is read under the release, and nowhere else. */
export default function BroughtList() {
  const { t } = useWords();
  const [past, setPast] = useState(false);
  const [open, setOpen] = useState<Open>(null);
  const found = useQuery(api.brought.list.queryOptions({ input: { open: !past }, refetchInterval: 60_000 }));
  const rows = found.data?.rows;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('referrals.crumb')}
            crumbs={[{ label: t('referrals.title'), href: '/referrals' }]}
          />
        }
        title={t('referrals.brought.title')}
        lead={t('referrals.brought.lead')}
        actions={
          <Button onPress={() => setPast(!past)}>
            {t(past ? 'referrals.brought.hidePast' : 'referrals.brought.showPast')}
          </Button>
        }
      />
      <ReadFailed query={found} />
      {!rows && !found.error && <Skeleton label={t('ui.reading')} lines={4} />}
      {rows?.length === 0 && (
        <EmptyState title={t('referrals.brought.none')}>{t('referrals.brought.noneHint')}</EmptyState>
      )}
      <Stack>
        {rows?.map((one) => (
          <One key={one.id} one={one} onAnswer={(answer) => setOpen({ one, answer })} />
        ))}
      </Stack>
      {open?.answer === 'accepted' && <TakeUp one={open.one} onClose={() => setOpen(null)} />}
      {open?.answer === 'declined' && <TurnDown one={open.one} onClose={() => setOpen(null)} />}
    </>
  );
}

function One({ one, onAnswer }: { one: Brought; onAnswer: (answer: 'accepted' | 'declined') => void }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  return (
    <Card
      title={one.broughtBy}
      actions={
        one.may.length > 0 && (
          <Row>
            <Button look="primary" size="small" onPress={() => onAnswer('accepted')}>
              {t('referrals.brought.takeUp')}
            </Button>
            <Button size="small" onPress={() => onAnswer('declined')}>
              {t('referrals.brought.turnDown')}
            </Button>
          </Row>
        )
      }
    >
      <Stack gap="small">
        <Row>
          <Status tone={stateTone[one.state]}>{word('state', one.state)}</Status>
          <Badge>{word('urgency', one.urgency)}</Badge>
          {one.declineReason && <Badge>{word('turnedDown', one.declineReason)}</Badge>}
        </Row>
        <p>
          {t('referrals.brought.came', { when: formatMoment(one.receivedAt) })}
          {one.state === 'offered' && (
            <>
              {' · '}
              {t('referrals.field.answerBy')} <Clock due={one.answerBy} />
            </>
          )}
          {one.movedBy &&
            ` · ${t('referrals.brought.by', { name: one.movedBy, when: formatMoment(one.movedAt) })}`}
        </p>
        {one.rule && <p>{t('referrals.brought.rule', { title: one.rule.title, n: one.rule.edition })}</p>}
        {one.outsideRule && <p>{t('referrals.brought.outside', { why: one.outsideRule })}</p>}
        <Release one={one} />
      </Stack>
    </Card>
  );
}

/** Where what the survivor released is read: in its case, or among those that wait for one. */
function Release({ one }: { one: Brought }) {
  const { t } = useWords();
  const can = useCan();
  if (one.release === null) return <p>{t('referrals.brought.notThere')}</p>;
  if (one.release.state !== 'live') return <p>{t('referrals.brought.over')}</p>;
  if (one.release.caseId !== null)
    return (
      <div>
        <ButtonLink size="small" icon="link" href={`/cases/${one.release.caseId}/released`}>
          {t('referrals.brought.inCase')}
        </ButtonLink>
      </div>
    );
  return can('releases.link') ? (
    <div>
      <ButtonLink size="small" icon="link" href="/releases">
        {t('referrals.brought.putToCase')}
      </ButtonLink>
    </div>
  ) : (
    <p>{t('referrals.brought.elsewhere')}</p>
  );
}

function TakeUp({ one, onClose }: { one: Brought; onClose: () => void }) {
  const { t } = useWords();
  const rules = useQuery(api.referralRules.list.queryOptions({ input: { past: false } }));
  const [ruleId, setRuleId] = useState<string | null>(null);
  const [why, setWhy] = useState('');
  const save = useAct(
    () =>
      client.brought.accept({
        id: one.id,
        version: one.version,
        ruleId: ruleId === 'none' ? null : ruleId,
        outsideRule: why.trim() === '' ? null : why,
      }),
    onClose,
  );
  const fitting = (rules.data?.rows ?? []).filter((rule) => rule.direction === 'to_law_enforcement');
  const chosen = fitting.find((rule) => rule.id === ruleId);
  return (
    <FormDialog
      title={t('referrals.brought.takeUp')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('referrals.brought.takeUpHint')}</Notice>
      <Select
        name="ruleId"
        label={t('referrals.brought.ruleLabel')}
        placeholder={t('ui.choose')}
        options={[
          ...fitting.map((rule) => ({ id: rule.id, label: rule.title })),
          { id: 'none', label: t('referrals.brought.noRule') },
        ]}
        value={ruleId}
        onChange={setRuleId}
      />
      {chosen && (
        <p>
          {t('referrals.rules.who')} {chosen.who} · {t('referrals.rules.when')} {chosen.atWhatMoment}
        </p>
      )}
      {ruleId === 'none' && (
        <TextArea
          name="outsideRule"
          label={t('referrals.brought.whyNone')}
          maxLength={2000}
          value={why}
          onChange={setWhy}
        />
      )}
    </FormDialog>
  );
}

function TurnDown({ one, onClose }: { one: Brought; onClose: () => void }) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const [reason, setReason] = useState<TurnedDown | null>(null);
  const save = useAct(
    () => client.brought.decline({ id: one.id, version: one.version, reason: reason! }),
    onClose,
  );
  return (
    <FormDialog
      title={t('referrals.brought.turnDown')}
      save={save}
      onSubmit={() => reason && save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('referrals.brought.turnDownHint')}</Notice>
      <RadioGroup
        name="reason"
        label={t('referrals.record.why')}
        options={options('turnedDown', TURNED_DOWN)}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
