import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  Clock,
  Columns,
  Facts,
  FormDialog,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
  Timeline,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useChosenCase } from '../../cases/screens/case-choice.tsx';
import { useAct } from '../../cases/screens/shared.ts';
import { Releases } from '../../releases/screens/case-releases.tsx';
import { useLanguages } from '../../victims/screens/shared.ts';
import type { Asked, Referral } from '../contract.ts';
import { Offers } from './offers-card.tsx';
import { AskedFields, RuleFields, RuleText } from './referral-fields.tsx';
import { stateTone, useWordsOf } from './shared.ts';

/** One referral: what was asked, of whom, and each state it went through. */
export default function ReferralPage() {
  const { referralId = '' } = useParams({ strict: false }) as { referralId?: string };
  const read = useQuery(api.referrals.read.queryOptions({ input: { id: referralId } }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page key={read.data.id} referral={read.data} />;
}

function Page({ referral }: { referral: Referral }) {
  const { t } = useWords();
  const can = useCan();
  const { word } = useWordsOf();
  const [open, setOpen] = useState<'edit' | 'withdraw' | null>(null);
  const current = referral.offers[0];
  const withdraw = useAct(
    () => client.referrals.withdraw({ id: referral.id, version: referral.version }),
    () => setOpen(null),
  );
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('referrals.crumb')}
            crumbs={[{ label: t('referrals.title'), href: '/referrals' }]}
          />
        }
        number={referral.number}
        title={referral.alias}
        badges={
          <>
            <Status tone={stateTone[referral.state]}>{word('state', referral.state)}</Status>
            {referral.declineReason && <Badge>{word('decline', referral.declineReason)}</Badge>}
            <Badge>{word('urgency', referral.urgency)}</Badge>
          </>
        }
        deadline={
          referral.answerBy && (
            <span>
              {t('referrals.field.answerBy')} <Clock due={referral.answerBy} />
            </span>
          )
        }
        actions={
          <Row>
            {referral.may.change && (
              <Button icon="edit" onPress={() => setOpen('edit')}>
                {t('referrals.edit')}
              </Button>
            )}
            {referral.may.withdraw && (
              <Button onPress={() => setOpen('withdraw')}>{t('referrals.withdraw.title')}</Button>
            )}
          </Row>
        }
      />
      <Columns
        rail={
          <Stack>
            <History referral={referral} />
          </Stack>
        }
      >
        <Stack>
          <Offers referral={referral} />
          <Told referral={referral} />
          {referral.rule ? (
            <RuleText rule={referral.rule} />
          ) : (
            referral.outsideRule && (
              <Notice title={t('referrals.field.outsideRule')}>{referral.outsideRule}</Notice>
            )
          )}
          {can('releases.read') && current && (
            <Card title={t('referrals.released')}>
              <Releases referral={current.id} />
            </Card>
          )}
        </Stack>
      </Columns>
      {open === 'edit' && <EditDialog referral={referral} onClose={() => setOpen(null)} />}
      {open === 'withdraw' && (
        <FormDialog
          title={t('referrals.withdraw.title')}
          verb={t('referrals.withdraw.title')}
          harmful
          save={withdraw}
          onSubmit={() => withdraw.run(undefined)}
          onClose={() => setOpen(null)}
        >
          <p>{t('referrals.withdraw.hint')}</p>
        </FormDialog>
      )}
    </>
  );
}

function Told({ referral }: { referral: Referral }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  const { name } = useLanguages();
  return (
    <Card title={t('referrals.told')}>
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={[
          {
            label: t('referrals.field.case'),
            value: (
              <Link
                href={`/cases/${referral.case.id}`}
              >{`${referral.case.number} ${referral.case.title}`}</Link>
            ),
          },
          ...(referral.victim
            ? [
                {
                  label: t('referrals.field.victim'),
                  value: <Link href={`/victims/${referral.victim.id}`}>{referral.victim.codeName}</Link>,
                },
              ]
            : []),
          {
            label: t('referrals.field.needs'),
            value: referral.needs.map((need) => word('need', need)).join(', '),
          },
          { label: t('referrals.field.age'), value: word('age', referral.age) },
          ...(referral.serves
            ? [{ label: t('referrals.field.serves'), value: word('serves', referral.serves) }]
            : []),
          {
            label: t('referrals.field.language'),
            value: [
              referral.language ? name(referral.language) : '',
              referral.interpreter ? t('referrals.field.interpreter') : '',
            ]
              .filter(Boolean)
              .join(' · '),
          },
          { label: t('referrals.field.safety'), value: referral.safetyWarnings ?? '' },
          { label: t('referrals.field.contact'), value: referral.contactHow ?? '' },
          {
            label: t('referrals.field.agreedOn'),
            value: referral.agreedOn ? (
              formatDate(referral.agreedOn)
            ) : (
              <Status tone="warn">{t('referrals.notAgreed')}</Status>
            ),
          },
        ]}
      />
    </Card>
  );
}

function History({ referral }: { referral: Referral }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  return (
    <Card title={t('referrals.history')}>
      <Timeline
        label={t('referrals.history')}
        entries={referral.moves.toReversed().map((move, n) => ({
          id: `${move.at} ${n}`,
          when: formatMoment(move.at),
          dateTime: move.at,
          title: word('state', move.to),
          by: [move.provider, move.by].filter(Boolean).join(' · '),
          children: (
            <>
              {move.reason && <p>{word('decline', move.reason)}</p>}
              {!move.counted && <Badge tone="warn">{t('referrals.tooLate')}</Badge>}
            </>
          ),
        }))}
      />
    </Card>
  );
}

function EditDialog({ referral, onClose }: { referral: Referral; onClose: () => void }) {
  const { t } = useWords();
  const {
    victimId,
    alias,
    language,
    interpreter,
    age,
    serves,
    needs,
    urgency,
    safetyWarnings,
    contactHow,
    agreedOn,
    ruleId,
    outsideRule,
  } = referral;
  const [value, setValue] = useState<Asked>({
    victimId,
    alias,
    language,
    interpreter,
    age,
    serves,
    needs,
    urgency,
    safetyWarnings,
    contactHow,
    agreedOn,
    ruleId,
    outsideRule,
  });
  const set = (part: Partial<Asked>) => setValue((now) => ({ ...now, ...part }));
  const type = useChosenCase(referral.case.id)?.type;
  const save = useAct(
    () => client.referrals.change({ id: referral.id, version: referral.version, ...value }),
    onClose,
  );
  return (
    <FormDialog
      title={t('referrals.edit')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <AskedFields value={value} set={set} caseId={referral.case.id} />
      <RuleFields value={value} set={set} type={type ?? 'undetermined'} />
    </FormDialog>
  );
}
