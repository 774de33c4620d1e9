import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { DECLINES, offerWays } from '../../vocabulary/referrals.ts';
import { api, client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  Clock,
  Dialog,
  FormDialog,
  Notice,
  NumberField,
  RadioGroup,
  Row,
  Select,
  Skeleton,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { useLanguages } from '../../victims/screens/shared.ts';
import type { Match, Offer, Referral } from '../contract.ts';
import { stateTone, useWordsOf, type State } from './shared.ts';

/** Who was asked and what they answered; and, when it may be, whom to ask next. */
export function Offers({ referral }: { referral: Referral }) {
  const { t } = useWords();
  const { provider } = useSearch({ strict: false }) as { provider?: string };
  const [asking, setAsking] = useState(
    provider !== undefined && referral.may.offer && referral.offers.length === 0,
  );
  return (
    <Card
      title={t('referrals.offers.title')}
      count={referral.offers.length}
      actions={
        referral.may.offer && (
          <Button look="primary" size="small" onPress={() => setAsking(true)}>
            {t(referral.offers.length > 0 ? 'referrals.offers.next' : 'referrals.offers.first')}
          </Button>
        )
      }
    >
      <Stack>
        {referral.offers.length === 0 && <p>{t('referrals.offers.none')}</p>}
        {referral.offers.map((offer) => (
          <OneOffer key={offer.id} offer={offer} />
        ))}
      </Stack>
      {asking && <AskDialog referral={referral} first={provider} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function OneOffer({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  const [recording, setRecording] = useState(false);
  const [made, setMade] = useState<{ code: string; path: string; expiresAt: string } | null>(null);
  const link = useAct(() => client.referrals.link({ offerId: offer.id }), setMade);
  return (
    <Stack gap="small">
      <Row spread>
        <Row>
          <strong>{offer.provider.name}</strong>
          <Status tone={stateTone[offer.state]}>{word('state', offer.state)}</Status>
          {offer.declineReason && offer.state === 'declined' && (
            <Badge>{word('decline', offer.declineReason)}</Badge>
          )}
          <Badge>{word('way', offer.way)}</Badge>
        </Row>
        <Row>
          {offer.way === 'link' && offer.state === 'offered' && (
            <Button size="small" icon="link" pending={link.pending} onPress={() => link.run(undefined)}>
              {t(offer.link ? 'referrals.link.again' : 'referrals.link.make')}
            </Button>
          )}
          {offer.may.length > 0 && (
            <Button size="small" onPress={() => setRecording(true)}>
              {t('referrals.record.title')}
            </Button>
          )}
        </Row>
      </Row>
      <p>
        {t('referrals.offers.by', { name: offer.offeredBy, when: formatMoment(offer.offeredAt) })}
        {offer.provider.dutyPhone && ` · ${offer.provider.dutyPhone}`}
        {offer.state === 'offered' && (
          <>
            {' · '}
            {t('referrals.field.answerBy')} <Clock due={offer.answerBy} />
          </>
        )}
        {offer.link &&
          ` · ${offer.link.openedAt ? t('referrals.link.opened', { when: formatMoment(offer.link.openedAt) }) : t('referrals.link.waiting')}`}
      </p>
      {recording && <RecordDialog offer={offer} onClose={() => setRecording(false)} />}
      <Dialog
        open={made !== null}
        onClose={() => setMade(null)}
        title={t('referrals.link.title')}
        closeLabel={t('ui.close')}
      >
        {made && (
          <Stack>
            <Notice tone="warn">{t('referrals.link.once')}</Notice>
            <p>
              <code>{`${window.location.origin}${made.path}`}</code>
            </p>
            <p>{t('referrals.link.code', { code: made.code })}</p>
            <p>{t('referrals.link.until', { when: formatMoment(made.expiresAt) })}</p>
            <Button
              icon="copy"
              onPress={() => void navigator.clipboard.writeText(`${window.location.origin}${made.path}`)}
            >
              {t('referrals.link.copy')}
            </Button>
          </Stack>
        )}
      </Dialog>
    </Stack>
  );
}

function RecordDialog({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const [to, setTo] = useState<State | null>(null);
  const [reason, setReason] = useState<(typeof DECLINES)[number] | null>(null);
  const save = useAct(
    () =>
      client.referrals.record({
        offerId: offer.id,
        version: offer.version,
        to: to!,
        reason: to === 'declined' ? reason : null,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('referrals.record.title')}
      save={save}
      onSubmit={() => to && save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('referrals.record.hint')}</Notice>
      <RadioGroup
        name="to"
        label={t('referrals.record.said')}
        options={options('state', offer.may)}
        value={to}
        onChange={setTo}
      />
      {to === 'declined' && (
        <Select
          name="reason"
          label={t('referrals.record.why')}
          placeholder={t('ui.choose')}
          options={options('decline', DECLINES)}
          value={reason}
          onChange={setReason}
        />
      )}
    </FormDialog>
  );
}

type AskProps = { referral: Referral; first: string | undefined; onClose: () => void };

/** Whom to ask next; `first` is who took the person over already, and is chosen to begin with. */
function AskDialog({ referral, first, onClose }: AskProps) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const found = useQuery(api.referrals.match.queryOptions({ input: { id: referral.id } }));
  const [chosen, setChosen] = useState<Match | null>(null);
  const [way, setWay] = useState<(typeof offerWays)[number]>('phone');
  const [hours, setHours] = useState<number>(NaN);
  const save = useAct(
    () =>
      client.referrals.offer({
        id: referral.id,
        version: referral.version,
        providerId: chosen!.provider.id,
        way,
        answerHours: Number.isNaN(hours) ? null : hours,
      }),
    onClose,
  );
  const choose = (match: Match) => {
    setChosen(match);
    setWay(
      match.provider.channel === 'paired'
        ? 'bridge'
        : match.provider.channel === 'guest_link'
          ? 'link'
          : 'phone',
    );
  };
  const handed = found.data?.rows.find((row) => row.provider.id === first);
  if (handed !== undefined && chosen === null) choose(handed);
  const ways = offerWays.filter((one) => one !== 'bridge' || chosen?.provider.channel === 'paired');
  return (
    <FormDialog
      title={t('referrals.offers.choose')}
      verb={t('referrals.offers.offer')}
      shape="wide"
      save={save}
      onSubmit={() => chosen && save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('referrals.offers.chooseHint')}</Notice>
      {!found.data && <Skeleton label={t('ui.reading')} lines={4} />}
      {found.data && found.data.rows.length === 0 && (
        <Notice tone="warn">{t('referrals.offers.noProvider')}</Notice>
      )}
      {found.data && found.data.rows.length > 0 && (
        <RadioGroup
          name="providerId"
          label={t('referrals.field.provider')}
          options={found.data.rows.map((row) => ({ id: row.provider.id, label: row.provider.name }))}
          value={chosen?.provider.id ?? null}
          onChange={(id) => choose(found.data.rows.find((row) => row.provider.id === id)!)}
        />
      )}
      {chosen && <Reasons match={chosen} />}
      {found.data && found.data.rows.length > 1 && (
        <details>
          <summary>{t('referrals.offers.compare')}</summary>
          <Stack>
            {found.data.rows.map((row) => (
              <Reasons key={row.provider.id} match={row} />
            ))}
          </Stack>
        </details>
      )}
      {chosen && (
        <>
          <RadioGroup
            name="way"
            label={t('referrals.offers.way')}
            options={options('way', ways)}
            value={way}
            onChange={setWay}
          />
          <NumberField
            name="answerHours"
            required={false}
            label={t('referrals.offers.hours')}
            hint={t('referrals.offers.hoursHint', { hours: found.data?.hours ?? 48 })}
            value={hours}
            onChange={setHours}
            min={1}
            max={720}
          />
        </>
      )}
    </FormDialog>
  );
}

const verdictTone = { yes: 'good', unknown: 'neutral', no: 'danger' } as const;

/** Why a provider fits or does not, aspect by aspect in words. */
function Reasons({ match }: { match: Match }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  const { name } = useLanguages();
  const said = (one: Match['why'][number]) =>
    t(`referrals.match.${one.word}`, {
      what:
        one.aspect === 'needs'
          ? one.values.map((need) => word('need', need)).join(', ')
          : one.aspect === 'languages'
            ? one.values.map(name).join(', ')
            : one.aspect === 'whom'
              ? one.values.map((whom) => word('serves', whom)).join(', ')
              : one.values.join('–'),
    });
  return (
    <Card
      title={match.resource ? `${match.provider.name}: ${match.resource}` : match.provider.name}
      actions={<Status tone={verdictTone[match.fits]}>{word('fits', match.fits)}</Status>}
    >
      {match.asked && (
        <Badge tone="warn">{t('referrals.offers.asked', { state: word('state', match.asked) })}</Badge>
      )}
      <ul>
        {match.why.map((one) => (
          <li key={one.aspect}>
            <Status tone={verdictTone[one.verdict]}>{said(one)}</Status>
          </li>
        ))}
      </ul>
    </Card>
  );
}
