import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { languageName, offered } from '../../../web/house/offers/shared.ts';
import { formProblems } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Columns,
  Facts,
  FormDialog,
  PageHeader,
  Row,
  Status,
  toast,
} from '../../../web/ui/index.ts';
import { formatList, formatMoment, useWords } from '../../../web/words/index.ts';
import { ProviderChoice } from './provider-choice.tsx';
import { ReadinessCard } from './readiness-card.tsx';
import { Recipients } from './recipients.tsx';
import { emptyWording, WordingFields, type Wording, type WordingDraft } from './wording-fields.tsx';

export type StandbyNotice = Awaited<ReturnType<Client['standby']['read']>>;
const tones = { live: 'good', expired: 'muted', withdrawn: 'muted' } as const;
const refresh = () => queries.invalidateQueries({ queryKey: api.standby.key() });

/** One notice: what was told, how far it came with each provider, how ready they are. */
export default function NoticePage() {
  const { noticeId = '' } = useParams({ strict: false }) as { noticeId?: string };
  const read = useQuery(api.standby.read.queryOptions({ input: { id: noticeId }, refetchInterval: 30_000 }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page notice={read.data} />;
}

function Page({ notice }: { notice: StandbyNotice }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'change' | 'withdraw' | 'add' | null>(null);
  const live = notice.state === 'live' && notice.may.send;
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs label={t('standby.all')} crumbs={[{ label: t('standby.title'), href: '/stand-by' }]} />
        }
        title={`${t('standby.one')}: ${notice.area}`}
        badges={
          <>
            <Status tone={tones[notice.state]}>{t(`standby.state.${notice.state}`)}</Status>
            {notice.edition > 1 && <Badge>{t('standby.edition', { number: notice.edition })}</Badge>}
          </>
        }
        actions={
          <Row>
            <ButtonLink href={`/cases/${notice.caseId}`}>
              {`${t('standby.field.case')} ${notice.caseNumber}`}
            </ButtonLink>
            {live && (
              <>
                <Button icon="edit" onPress={() => setOpen('change')}>
                  {t('standby.actions.change')}
                </Button>
                <Button onPress={() => setOpen('add')}>{t('standby.actions.addProviders')}</Button>
                <Button look="danger-quiet" onPress={() => setOpen('withdraw')}>
                  {t('standby.actions.withdraw')}
                </Button>
              </>
            )}
          </Row>
        }
      />
      <Columns rail={<ReadinessCard readiness={notice.readiness} />}>
        <Recipients notice={notice} />
        <Card title={t('standby.wording')}>
          <Told notice={notice} />
        </Card>
      </Columns>
      {open === 'change' && <Change notice={notice} onClose={close} />}
      {open === 'withdraw' && <Withdraw notice={notice} onClose={close} />}
      {open === 'add' && <AddProviders notice={notice} onClose={close} />}
    </>
  );
}

function Told({ notice }: { notice: StandbyNotice }) {
  const { t, language } = useWords();
  const words = (list: string, ids: readonly string[]) => formatList(ids.map((id) => offered(t, list, id)));
  return (
    <Facts
      columns={2}
      empty={t('ui.nothing')}
      facts={[
        { label: t('standby.field.area'), value: notice.area },
        {
          label: t('standby.column.window'),
          value: `${formatMoment(notice.windowFrom)} – ${formatMoment(notice.windowUntil)}`,
        },
        { label: t('standby.field.people'), value: offered(t, 'count', notice.people) },
        { label: t('standby.field.minors'), value: offered(t, 'count', notice.minors) },
        { label: t('standby.field.genders'), value: words('gender', notice.genders) },
        {
          label: t('standby.field.languages'),
          value: formatList(notice.languages.map((one) => languageName(one, language))),
        },
        { label: t('standby.field.needs'), value: words('need', notice.needs) },
        { label: t('standby.field.profile'), value: t(`standby.profile.${notice.profile}`) },
        ...(notice.safety.length > 0
          ? [{ label: t('standby.field.safety'), value: words('safety', notice.safety) }]
          : []),
        { label: t('standby.field.contact'), value: `${notice.contactName}, ${notice.contactPhone}` },
        { label: t('standby.field.validUntil'), value: formatMoment(notice.validUntil) },
        { label: t('standby.column.by'), value: `${notice.madeBy}, ${formatMoment(notice.madeAt)}` },
      ]}
    />
  );
}

function Change({ notice, onClose }: { notice: StandbyNotice; onClose: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const [value, setValue] = useState<WordingDraft>(() => ({
    ...emptyWording(new Date(), me.account.id),
    profile: notice.profile,
    area: notice.area,
    windowFrom: notice.windowFrom,
    windowUntil: notice.windowUntil,
    people: notice.people,
    minors: notice.minors,
    genders: notice.genders,
    languages: notice.languages,
    needs: notice.needs,
    safety: notice.safety,
    contactPhone: notice.contactPhone,
    validUntil: notice.validUntil,
  }));
  const save = useMutation({
    mutationFn: () =>
      client.standby.change({ id: notice.id, version: notice.version, wording: value as Wording }),
    onSuccess: () => {
      toast({ text: t('standby.changed') });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('standby.actions.change')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <WordingFields value={value} onChange={(change) => setValue({ ...value, ...change })} fixedProfile />
    </FormDialog>
  );
}

function Withdraw({ notice, onClose }: { notice: StandbyNotice; onClose: () => void }) {
  const { t } = useWords();
  const save = useMutation({
    mutationFn: () => client.standby.withdraw({ id: notice.id, version: notice.version }),
    onSuccess: () => {
      toast({ text: t('standby.withdrawn') });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('standby.actions.withdraw')}
      harmful
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <p>{t('standby.withdrawSure')}</p>
    </FormDialog>
  );
}

function AddProviders({ notice, onClose }: { notice: StandbyNotice; onClose: () => void }) {
  const { t } = useWords();
  const [providerIds, setProviderIds] = useState<string[]>([]);
  const save = useMutation({
    mutationFn: () => client.standby.addProviders({ id: notice.id, version: notice.version, providerIds }),
    onSuccess: () => {
      toast({ text: t('standby.sent') });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('standby.actions.addProviders')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <ProviderChoice
        chosen={providerIds}
        onChange={setProviderIds}
        without={notice.recipients.map(({ providerId }) => providerId)}
      />
    </FormDialog>
  );
}
