import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Button, Card, Clock, Dialog, EmptyState, Facts, Row, Select, Stack } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { SafetyForm } from './safety-form.tsx';
import { safetyTexts, useMayWrite, type Safety } from './shared.ts';

/** The safety plan: not fetched before somebody asks for it, and that is written down. */
export function SafetyCard({ client }: { client: Client }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (open) return <Opened client={client} />;
  return (
    <Card title={t('services.safety.title')}>
      <EmptyState
        icon="lock"
        title={t('services.safety.sealed')}
        action={
          <Button icon="lock" onPress={() => setOpen(true)}>
            {t('services.safety.open')}
          </Button>
        }
      >
        {t('services.safety.sealedHint')}
      </EmptyState>
    </Card>
  );
}

function Opened({ client }: { client: Client }) {
  const { t } = useWords();
  const may = useMayWrite(client, 'plans.write');
  const [editing, setEditing] = useState(false);
  const read = useQuery(
    api.plans.safety.queryOptions({
      input: { clientId: client.id },
      staleTime: 300_000,
      gcTime: 0,
      refetchOnWindowFocus: false,
    }),
  );
  return (
    <Card
      title={t('services.safety.title')}
      actions={
        may &&
        read.data && (
          <Button size="small" icon="edit" onPress={() => setEditing(true)}>
            {t(read.data.plan ? 'services.safety.review' : 'services.safety.begin')}
          </Button>
        )
      }
    >
      <Loaded query={read}>
        {(data) => (
          <>
            {data.plan ? (
              <Current data={data} />
            ) : (
              <EmptyState icon="info" title={t('services.safety.none')}>
                {t('services.safety.noneHint')}
              </EmptyState>
            )}
            <Dialog
              open={editing}
              onClose={() => setEditing(false)}
              title={t('services.safety.title')}
              closeLabel={t('ui.close')}
              shape="wide"
            >
              {editing && <SafetyForm client={client} read={data} onDone={() => setEditing(false)} />}
            </Dialog>
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Current({ data }: { data: Safety }) {
  const { t } = useWords();
  const last = data.editions[0]!;
  const [shown, setShown] = useState(last.id);
  return (
    <Stack>
      <Row>
        <span>
          {t('services.safety.reviewedOn', { day: formatDate(last.reviewedOn), name: last.writtenBy })}
        </span>
        {last.nextReviewOn && (
          <span>
            {t('services.safety.next')} <Clock due={`${last.nextReviewOn}T12:00:00Z`} />
          </span>
        )}
      </Row>
      {data.editions.length > 1 && (
        <Select
          label={t('services.safety.edition')}
          placeholder={t('ui.choose')}
          options={data.editions.map((one) => ({
            id: one.id,
            label: t('services.safety.editionName', { n: one.edition, when: formatMoment(one.writtenAt) }),
            description: one.writtenBy,
          }))}
          value={shown}
          onChange={setShown}
        />
      )}
      {shown === last.id ? <Plan plan={data.plan!} /> : <Earlier id={shown} />}
    </Stack>
  );
}

function Earlier({ id }: { id: string }) {
  const read = useQuery(
    api.plans.safetyEdition.queryOptions({ input: { id }, gcTime: 0, refetchOnWindowFocus: false }),
  );
  return <Loaded query={read}>{({ plan }) => <Plan plan={plan} />}</Loaded>;
}

function Plan({ plan }: { plan: NonNullable<Safety['plan']> }) {
  const { t } = useWords();
  const joined = (...parts: string[]) => parts.filter((one) => one !== '').join(' · ');
  return (
    <Facts
      empty={t('ui.nothing')}
      facts={[
        {
          label: t('services.safety.callFirst'),
          value: <Lines lines={plan.callFirst.map((one) => joined(one.name, one.how, one.when))} />,
        },
        {
          label: t('services.safety.safePlaces'),
          value: <Lines lines={plan.safePlaces.map((one) => joined(one.place, one.howToGet))} />,
        },
        ...safetyTexts.map((field) => ({ label: t(`services.safety.${field}`), value: plan[field] })),
      ]}
    />
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  const { t } = useWords();
  return lines.length === 0 ? t('ui.nothing') : lines.map((line, i) => <div key={i}>{line}</div>);
}
