import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { DECLINES } from '../../vocabulary/referrals.ts';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  Clock,
  Columns,
  ComboBox,
  Facts,
  FormDialog,
  Notice,
  PageHeader,
  Row,
  Select,
  Stack,
  Status,
  Timeline,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { languageName, refreshClients } from '../../clients/screens/shared.ts';
import { refreshReferrals, stateTone, useWordsOf, type Offer } from './shared.ts';

/** One offer: what the task force says, what we answered, and which client it became here. */
export default function OfferPage() {
  const { offerId = '' } = useParams({ strict: false }) as { offerId?: string };
  const read = useQuery(api.offers.read.queryOptions({ input: { id: offerId } }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page key={read.data.id} offer={read.data} />;
}

const declineLast = (a: string, b: string): number => Number(a === 'declined') - Number(b === 'declined');

function Page({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  const [declining, setDeclining] = useState(false);
  const move = useMutation({
    mutationFn: (to: Offer['state']) => ask.offers.move({ id: offer.id, version: offer.version, to }),
    onSuccess: () => toast({ text: t('referrals.moved') }),
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
    onSettled: refreshReferrals,
  });
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('referrals.crumb')}
            crumbs={[{ label: t('referrals.title'), href: '/referrals' }]}
          />
        }
        title={offer.alias}
        badges={
          <>
            <Status tone={stateTone[offer.state]}>{word('state', offer.state)}</Status>
            {offer.state === 'declined' && offer.declineReason && (
              <Badge>{word('decline', offer.declineReason)}</Badge>
            )}
            <Badge>{word('urgency', offer.urgency)}</Badge>
          </>
        }
        deadline={
          offer.state === 'offered' && (
            <span>
              {t('referrals.field.answerBy')} <Clock due={offer.answerBy} />
            </span>
          )
        }
        actions={
          <Row>
            {offer.may.move.toSorted(declineLast).map((to, n) => (
              <Button
                key={to}
                {...(n === 0 ? { look: 'primary' as const } : {})}
                pending={move.isPending && move.variables === to}
                onPress={() => (to === 'declined' ? setDeclining(true) : move.mutate(to))}
              >
                {t(`referrals.move.${to}`)}
              </Button>
            ))}
          </Row>
        }
      />
      <Stack>
        <Notice>{t('referrals.theirs')}</Notice>
        <Columns
          rail={
            <Card title={t('referrals.history')}>
              <Timeline
                label={t('referrals.history')}
                entries={offer.moves.toReversed().map((one) => ({
                  id: one.at,
                  when: formatMoment(one.at),
                  dateTime: one.at,
                  title: word('state', one.to),
                  ...(one.by ? { by: one.by } : {}),
                  children: one.reason && word('decline', one.reason),
                }))}
              />
            </Card>
          }
        >
          <Stack>
            <Told offer={offer} />
            <Became offer={offer} />
          </Stack>
        </Columns>
      </Stack>
      {declining && <DeclineDialog offer={offer} onClose={() => setDeclining(false)} />}
    </>
  );
}

function Told({ offer }: { offer: Offer }) {
  const { t, language } = useWords();
  const { word } = useWordsOf();
  return (
    <Card title={t('referrals.told', { from: offer.from })}>
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={[
          {
            label: t('referrals.field.needs'),
            value: offer.needs.map((need) => word('need', need)).join(', '),
          },
          { label: t('referrals.field.age'), value: word('age', offer.age) },
          {
            label: t('referrals.field.language'),
            value: [
              offer.language ? languageName(offer.language, language, t) : '',
              offer.interpreter ? t('referrals.field.interpreter') : '',
            ]
              .filter(Boolean)
              .join(' · '),
          },
          { label: t('referrals.field.agreedOn'), value: formatDate(offer.agreedOn) },
          { label: t('referrals.field.safety'), value: offer.safetyWarnings ?? '' },
          { label: t('referrals.field.contact'), value: offer.contactHow ?? '' },
        ]}
      />
    </Card>
  );
}

/** Which client the offer became: known here alone. */
function Became({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const [linking, setLinking] = useState(false);
  const unlink = useMutation({
    mutationFn: () => ask.offers.unlink({ link: offer.client!.link, version: offer.client!.version }),
    onSuccess: refreshReferrals,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  const takeIn = useMutation({
    mutationFn: async () => {
      const { id: clientId } = await ask.clients.takeIn(intakeOf(offer));
      await ask.offers.link({ id: offer.id, clientId });
    },
    onSuccess: () => Promise.all([refreshReferrals(), refreshClients()]),
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  if (!offer.client && !offer.may.link) return null;
  return (
    <Card title={t('referrals.client.title')}>
      <Stack>
        <p>{t('referrals.client.hint')}</p>
        {offer.client ? (
          <Row>
            <Link href={`/clients/${offer.client.id}`}>{`${offer.client.number} ${offer.client.alias}`}</Link>
            <Button size="small" pending={unlink.isPending} onPress={() => unlink.mutate()}>
              {t('referrals.client.unlink')}
            </Button>
          </Row>
        ) : (
          <Row>
            <Button pending={takeIn.isPending} onPress={() => takeIn.mutate()}>
              {t('referrals.client.takeIn')}
            </Button>
            <Button onPress={() => setLinking(true)}>{t('referrals.client.link')}</Button>
          </Row>
        )}
      </Stack>
      {linking && <LinkDialog offer={offer} onClose={() => setLinking(false)} />}
    </Card>
  );
}

/** An intake filled from the offer; all of it can be changed afterwards. */
const intakeOf = (offer: Offer) => ({
  alias: offer.alias,
  intakeOn: new Date().toISOString().slice(0, 10),
  cameBy: 'law_enforcement' as const,
  ...(offer.language ? { language: offer.language } : {}),
  interpreter: offer.interpreter ? ('needed' as const) : ('unknown' as const),
  ageGroup: offer.age === 'not_known' ? ('unknown' as const) : offer.age,
});

function LinkDialog({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { t } = useWords();
  const [clientId, setClientId] = useState<string | null>(null);
  const clients = useQuery(api.clients.list.queryOptions({ input: { sort: 'intake' } })).data?.rows ?? [];
  const link = useMutation({
    mutationFn: () => ask.offers.link({ id: offer.id, clientId: clientId! }),
    onSuccess: () => {
      void refreshReferrals();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('referrals.client.link')}
      onClose={onClose}
      onSubmit={() => clientId && link.mutate()}
      save={{ pending: link.isPending, ...formProblems(link.error) }}
    >
      <ComboBox
        name="clientId"
        label={t('referrals.client.which')}
        options={clients.map((row) => ({ id: row.id, label: `${row.number} ${row.alias}` }))}
        value={clientId}
        onChange={setClientId}
        empty={t('referrals.client.nobody')}
      />
    </FormDialog>
  );
}

function DeclineDialog({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const [reason, setReason] = useState<(typeof DECLINES)[number] | null>(null);
  const save = useMutation({
    mutationFn: () => ask.offers.move({ id: offer.id, version: offer.version, to: 'declined', reason }),
    onSuccess: () => {
      void refreshReferrals();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('referrals.move.declined')}
      verb={t('referrals.move.declined')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Notice>{t('referrals.declineHint')}</Notice>
      <Select
        name="reason"
        label={t('referrals.why')}
        placeholder={t('ui.choose')}
        options={options('decline', DECLINES)}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
