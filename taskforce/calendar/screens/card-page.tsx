import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, client } from '../../../web/api.ts';
import { saveFrom } from '../../../web/files.ts';
import { problemOf } from '../../../web/problem.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  Card,
  EmptyState,
  Facts,
  PageHeader,
  Stack,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';

/** One's own part in an operation, and nothing more of it. */
export default function CardPage() {
  const { t } = useWords();
  const { postId } = useParams({ strict: false }) as { postId: string };
  const found = useQuery(api.operations.card.queryOptions({ input: { postId } }));
  const print = useMutation({
    mutationFn: () => client.operations.cardDocument({ postId }),
    onSuccess: saveFrom,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  if (found.error || !found.data)
    return (
      <Unread
        query={found}
        title={t('calendar.failed')}
        lines={6}
        missing={<EmptyState icon="agenda" title={t('calendar.card.missing')} />}
      />
    );
  const card = found.data;
  const moment = (at: string | null) => (at === null ? '' : formatMoment(at));
  const person = (one: typeof card.lead) => [one?.name, one?.radio, one?.contact].filter(Boolean).join(', ');
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('calendar.here')}
            crumbs={[{ label: t('calendar.title'), href: '/calendar' }]}
          />
        }
        number={card.number}
        title={t('calendar.card.title')}
        lead={t('calendar.card.lead')}
        actions={
          <Button look="primary" pending={print.isPending} onPress={() => print.mutate()}>
            {t('calendar.document.card')}
          </Button>
        }
      />
      <Stack>
        <Card title={t(`operations.role.${card.role}`)}>
          <Facts
            empty=""
            facts={[
              { label: t('calendar.card.from'), value: moment(card.stage?.plannedFrom ?? card.plannedFrom) },
              {
                label: t('calendar.card.until'),
                value: moment(card.stage?.plannedUntil ?? card.plannedUntil),
              },
              { label: t('calendar.card.duties'), value: card.duties },
              { label: t('calendar.card.abort'), value: card.stage?.abortCriteria ?? '' },
              {
                label: t('calendar.field.place'),
                value: card.places
                  .map((one) => [one.label, one.address].filter(Boolean).join(', '))
                  .join('; '),
              },
              { label: t('calendar.card.commander'), value: person(card.lead) },
              { label: t('calendar.card.liaison'), value: person(card.liaison) },
              { label: t('calendar.card.backup'), value: person(card.backup) },
              { label: t('calendar.card.comms'), value: card.comms },
              { label: t('calendar.card.medical'), value: card.medical },
            ].filter((fact) => fact.value !== '')}
          />
        </Card>
      </Stack>
    </>
  );
}
