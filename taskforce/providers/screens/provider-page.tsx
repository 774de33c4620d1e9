import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { CapacityFacts, CapacityFields } from '../../../web/house/offers/capacity.tsx';
import { capacityDraft, capacityOf } from '../../../web/house/offers/shared.ts';
import { formProblems } from '../../../web/problem.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  Columns,
  EmptyState,
  Facts,
  FormDialog,
  PageHeader,
  Stack,
  Status,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { ProviderForm } from './provider-form.tsx';
import { Resources } from './resources.tsx';

type Whole = Awaited<ReturnType<Client['providers']['read']>>;

/** One provider: how it is reached, what it offers, how much room it has. */
export default function ProviderPage() {
  const { providerId = '' } = useParams({ strict: false }) as { providerId?: string };
  const read = useQuery(api.providers.read.queryOptions({ input: { id: providerId } }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page whole={read.data} />;
}

function Page({ whole }: { whole: Whole }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { provider, resources, capacities, may } = whole;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('providers.all')}
            crumbs={[{ label: t('providers.title'), href: '/providers' }]}
          />
        }
        title={provider.name}
        badges={
          <>
            <Status tone={provider.channel === 'paired' ? 'good' : 'neutral'}>
              {t(`providers.channel.${provider.channel}`)}
            </Status>
            {!provider.active && <Badge>{t('providers.inactive')}</Badge>}
          </>
        }
      />
      <Columns
        rail={
          <Stack>
            <Room provider={provider.id} capacities={capacities} keep={may.keep} />
            <Card
              title={t('providers.facts')}
              actions={
                may.keep && (
                  <Button size="small" icon="edit" onPress={() => setOpen(true)}>
                    {t('providers.edit')}
                  </Button>
                )
              }
            >
              <Facts
                empty={t('ui.nothing')}
                facts={[
                  { label: t('providers.field.dutyContact'), value: provider.dutyContact ?? '' },
                  { label: t('providers.field.dutyPhone'), value: provider.dutyPhone ?? '' },
                  { label: t('providers.field.mail'), value: provider.mail ?? '' },
                  {
                    label: t('providers.field.trainedOn'),
                    value: provider.trainedOn ? formatDate(provider.trainedOn) : '',
                  },
                  { label: t('providers.field.note'), value: provider.note ?? '' },
                ]}
              />
            </Card>
          </Stack>
        }
      >
        <Resources provider={provider} resources={resources} keep={may.keep} />
      </Columns>
      {open && <ProviderForm provider={provider} onClose={() => setOpen(false)} />}
    </>
  );
}

function Room({
  provider,
  capacities,
  keep,
}: {
  provider: string;
  capacities: Whole['capacities'];
  keep: boolean;
}) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const last = capacities[0];
  return (
    <Card
      title={t('providers.capacity.title')}
      actions={
        keep && (
          <Button size="small" onPress={() => setOpen(true)}>
            {t('providers.capacity.tell')}
          </Button>
        )
      }
    >
      {last ? (
        <Stack gap="small">
          <CapacityFacts capacity={last} expired={last.expired} />
          <small>
            {last.toldBy
              ? t('providers.capacity.byPerson', { name: last.toldBy, at: formatMoment(last.toldAt) })
              : t('providers.capacity.byProvider', { at: formatMoment(last.toldAt) })}
            {last.forNotice && ` · ${t('providers.capacity.forNotice')}`}
          </small>
        </Stack>
      ) : (
        <EmptyState icon="clock" title={t('providers.capacity.none')} />
      )}
      {open && <Tell provider={provider} last={last ?? null} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function Tell({
  provider,
  last,
  onClose,
}: {
  provider: string;
  last: Whole['capacities'][number] | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [value, setValue] = useState(() => capacityDraft(last, new Date()));
  const save = useMutation({
    mutationFn: () => client.providers.tellCapacity({ providerId: provider, capacity: capacityOf(value) }),
    onSuccess: () => {
      toast({ text: t('providers.saved') });
      void queries.invalidateQueries({ queryKey: api.providers.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('providers.capacity.tell')}
      verb={t('providers.save')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <CapacityFields value={value} onChange={(change) => setValue({ ...value, ...change })} />
    </FormDialog>
  );
}
