import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { emptyOffer, Freshness, OfferFacts, OfferFields } from '../../../web/house/offers/offer.tsx';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { Badge, Button, Card, EmptyState, FormDialog, Row, Stack, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Provider } from './provider-form.tsx';

type Resource = Awaited<ReturnType<Client['providers']['read']>>['resources'][number];
const refresh = () => queries.invalidateQueries({ queryKey: api.providers.key() });

/** What a provider offers: published by itself, or kept by hand. */
export function Resources({
  provider,
  resources,
  keep,
}: {
  provider: Provider;
  resources: readonly Resource[];
  keep: boolean;
}) {
  const { t } = useWords();
  const [open, setOpen] = useState<Resource | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: ({ id, version }: Resource) => client.providers.removeResource({ id, version }),
    onSuccess: refresh,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  return (
    <Card
      title={t('providers.resources.title')}
      count={resources.length}
      actions={
        keep && (
          <Button size="small" icon="plus" onPress={() => setOpen('new')}>
            {t('providers.resources.add')}
          </Button>
        )
      }
    >
      {resources.length === 0 && (
        <EmptyState icon="help" title={t('providers.resources.none')}>
          {t('providers.resources.noneHint')}
        </EmptyState>
      )}
      <Stack gap="large">
        {resources.map((one) => (
          <section key={one.id} aria-label={one.name}>
            <Stack gap="small">
              <Row spread>
                <h3>{one.name}</h3>
                <Row>
                  <Badge>{t(one.published ? 'providers.resources.own' : 'providers.resources.hand')}</Badge>
                  <Freshness days={one.daysOld} stale={one.stale} />
                </Row>
              </Row>
              <OfferFacts offer={one} />
              {keep && !one.published && (
                <Row>
                  <Button size="small" icon="edit" onPress={() => setOpen(one)}>
                    {t('providers.resources.edit')}
                  </Button>
                  <Button
                    size="small"
                    look="quiet"
                    pending={remove.isPending}
                    onPress={() => remove.mutate(one)}
                  >
                    {t('providers.resources.remove')}
                  </Button>
                </Row>
              )}
            </Stack>
          </section>
        ))}
      </Stack>
      {open !== null && (
        <Edit provider={provider} resource={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Card>
  );
}

function Edit({
  provider,
  resource,
  onClose,
}: {
  provider: Provider;
  resource: Resource | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [value, setValue] = useState(() => (resource ? offerIn(resource) : emptyOffer()));
  const save = useMutation({
    mutationFn: async (): Promise<unknown> =>
      resource
        ? client.providers.changeResource({ id: resource.id, version: resource.version, resource: value })
        : client.providers.addResource({ providerId: provider.id, resource: value }),
    onSuccess: () => {
      toast({ text: t('providers.saved') });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t(resource ? 'providers.resources.edit' : 'providers.resources.add')}
      verb={t('providers.save')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <OfferFields value={value} onChange={(change) => setValue({ ...value, ...change })} at="resource." />
    </FormDialog>
  );
}

function offerIn({
  id: _id,
  providerId: _provider,
  published: _published,
  daysOld: _days,
  stale: _stale,
  removedAt: _removed,
  version: _version,
  ...offer
}: Resource) {
  return offer;
}
