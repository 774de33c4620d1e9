import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api-provider.ts';
import { emptyOffer, Freshness, OfferFacts, OfferFields } from '../../../web/house/offers/offer.tsx';
import { Leaves } from '../../../web/house/offers/leaves.tsx';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Button,
  Card,
  EmptyState,
  FormDialog,
  Notice,
  Row,
  Skeleton,
  Stack,
  Status,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Resource = Awaited<ReturnType<Client['directory']['overview']>>['resources'][number];
const refresh = () => queries.invalidateQueries({ queryKey: api.directory.key() });

/** Services of the organisation, each with what task forces see of it. */
export function Services({ resources, keep }: { resources: readonly Resource[]; keep: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Resource | 'new' | null>(null);
  return (
    <Stack>
      <Card
        title={t('directory.services.title')}
        count={resources.length}
        actions={
          keep && (
            <Button size="small" icon="plus" onPress={() => setOpen('new')}>
              {t('directory.services.add')}
            </Button>
          )
        }
      >
        {resources.length === 0 ? (
          <EmptyState icon="help" title={t('directory.services.none')}>
            {t('directory.services.noneHint')}
          </EmptyState>
        ) : (
          <Stack gap="large">
            {resources.map((one) => (
              <Service key={one.id} resource={one} keep={keep} onEdit={() => setOpen(one)} />
            ))}
          </Stack>
        )}
      </Card>
      {open !== null && <Edit resource={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function Service({ resource, keep, onEdit }: { resource: Resource; keep: boolean; onEdit: () => void }) {
  const { t } = useWords();
  const [preview, setPreview] = useState(false);
  const { id, version } = resource;
  const takeBack = useMutation({
    mutationFn: (retire: boolean) => client.directory.unpublish({ id, version, retire }),
    onSuccess: () => {
      toast({ text: t('directory.services.taken') });
      void refresh();
    },
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  return (
    <section aria-label={resource.name}>
      <Stack gap="small">
        <Row spread>
          <h3>{resource.name}</h3>
          <Row>
            <Status tone={resource.publishedAt ? 'good' : 'muted'}>
              {t(resource.publishedAt ? 'directory.services.shown' : 'directory.services.notShown')}
            </Status>
            <Freshness days={resource.daysOld} stale={resource.stale} />
          </Row>
        </Row>
        {resource.changedSince && <Notice tone="warn">{t('directory.services.changedSince')}</Notice>}
        <OfferFacts offer={resource} />
        {keep && (
          <Row>
            <Button size="small" icon="edit" onPress={onEdit}>
              {t('directory.services.edit')}
            </Button>
            <Button size="small" look="primary" onPress={() => setPreview(true)}>
              {t(publishWord(resource))}
            </Button>
            {resource.publishedAt && (
              <Button size="small" pending={takeBack.isPending} onPress={() => takeBack.mutate(false)}>
                {t('directory.services.unpublish')}
              </Button>
            )}
            <Button
              size="small"
              look="quiet"
              pending={takeBack.isPending}
              onPress={() => takeBack.mutate(true)}
            >
              {t('directory.services.retire')}
            </Button>
          </Row>
        )}
      </Stack>
      {preview && <Publish resource={resource} onClose={() => setPreview(false)} />}
    </section>
  );
}

function publishWord({ publishedAt, changedSince }: Resource): string {
  if (!publishedAt) return 'directory.services.publish';
  return changedSince ? 'directory.services.publishAgain' : 'directory.services.confirm';
}

function Publish({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const { t } = useWords();
  const { id, version } = resource;
  const seen = useQuery(api.directory.preview.queryOptions({ input: { id } }));
  const save = useMutation({
    mutationFn: () => client.directory.publish({ id, version }),
    onSuccess: ({ sentTo }) => {
      toast({ text: t('directory.services.published', { count: sentTo }) });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('directory.preview.title')}
      verb={t(publishWord(resource))}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <p>{t('directory.preview.lead')}</p>
      {seen.data ? <Leaves body={seen.data.leaves} /> : <Skeleton label={t('ui.reading')} lines={5} />}
    </FormDialog>
  );
}

function Edit({ resource, onClose }: { resource: Resource | null; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState(() => offerOf(resource));
  const save = useMutation({
    mutationFn: async (): Promise<unknown> =>
      resource
        ? client.directory.change({ ...value, id: resource.id, version: resource.version })
        : client.directory.add(value),
    onSuccess: () => {
      toast({ text: t('directory.services.saved') });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t(resource ? 'directory.services.edit' : 'directory.services.add')}
      verb={t('directory.save')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <OfferFields value={value} onChange={(change) => setValue({ ...value, ...change })} />
    </FormDialog>
  );
}

function offerOf(resource: Resource | null) {
  if (!resource) return emptyOffer();
  const {
    id: _id,
    version: _v,
    daysOld: _d,
    stale: _s,
    publishedAt: _p,
    changedSince: _c,
    ...offer
  } = resource;
  return offer;
}
