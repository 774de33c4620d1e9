import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  DateField,
  Dialog,
  EmptyState,
  Facts,
  Form,
  FormActions,
  FormSection,
  Notice,
  RadioGroup,
  Row,
  Skeleton,
  Stack,
  TextArea,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { answers, toolIds, tools } from '../rules-screening.ts';
import { optionsOf, refreshClients, wordOf, type Client } from './shared.ts';

type Tool = (typeof tools)[number];
type Given = { heldOn: string; answers: Record<string, (typeof answers)[number]>; note: string };

/** Conversations along questions. What comes of them is a list of things to offer, with the questions they come from. */
export function ScreeningTab({ client }: { client: Client }) {
  const { t } = useWords();
  const [asking, setAsking] = useState<Tool | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const list = useQuery(api.screenings.list.queryOptions({ input: { clientId: client.id } }));
  const may = client.may.write && client.state !== 'destroyed';
  if (list.error) return <ReadFailed query={list} />;
  return (
    <Stack>
      <Notice>{t('clients.screening.noVerdict')}</Notice>
      <Card
        title={t('clients.screening.title')}
        actions={
          may && (
            <Row>
              {toolIds.map((id) => (
                <Button
                  key={id}
                  size="small"
                  icon="plus"
                  onPress={() => setAsking(tools.find((tool) => tool.id === id) ?? null)}
                >
                  {t(`clients.tool.${id}.title`)}
                </Button>
              ))}
            </Row>
          )
        }
      >
        {!list.data ? (
          <Skeleton label={t('ui.reading')} lines={3} />
        ) : list.data.rows.length === 0 ? (
          <EmptyState icon="info" title={t('clients.screening.none')} />
        ) : (
          <Stack gap="small">
            {list.data.rows.map((row) => (
              <Row key={row.id} spread>
                <span>
                  <strong>{t(`clients.tool.${row.tool}.title`)}</strong> · {formatDate(row.heldOn)} ·{' '}
                  {row.askedBy}
                </span>
                <Button size="small" icon="lock" onPress={() => setOpen(row.id)}>
                  {t('clients.screening.open')}
                </Button>
              </Row>
            ))}
          </Stack>
        )}
      </Card>
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={asking ? t(`clients.tool.${asking.id}.title`) : ''}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        {asking && <Asking clientId={client.id} tool={asking} onDone={() => setAsking(null)} />}
      </Dialog>
      <Dialog
        open={open !== null}
        onClose={() => setOpen(null)}
        title={t('clients.screening.offers')}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        {open && <Held id={open} />}
      </Dialog>
    </Stack>
  );
}

const localDay = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

function Asking({ clientId, tool, onDone }: { clientId: string; tool: Tool; onDone: () => void }) {
  const { t } = useWords();
  const draft = useDraft<Given>(`client.${clientId}.screening.${tool.id}`, {
    heldOn: localDay(),
    answers: {},
    note: '',
  });
  const { value } = draft;
  const save = useMutation({
    mutationFn: () => ask.screenings.hold({ clientId, tool: tool.id as (typeof toolIds)[number], ...value }),
    onSuccess: () => {
      draft.discard();
      void refreshClients();
      onDone();
    },
  });
  const groups = [...new Set(tool.questions.map((one) => one.group))];
  return (
    <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
      <Notice>{t(`clients.tool.${tool.id}.lead`)}</Notice>
      <DateField
        label={t('clients.screening.heldOn')}
        name="heldOn"
        value={value.heldOn}
        onChange={(heldOn) => draft.setValue({ ...value, heldOn })}
      />
      {groups.map((group) => (
        <FormSection key={group} title={t(`clients.group.${group}`)}>
          {tool.questions
            .filter((one) => one.group === group)
            .map((one) => (
              <RadioGroup
                key={one.id}
                label={t(`clients.question.${one.id}`)}
                name={`answers.${one.id}`}
                inline
                required={false}
                options={optionsOf(t, 'reply', answers)}
                value={value.answers[one.id] ?? null}
                onChange={(answer) =>
                  draft.setValue({ ...value, answers: { ...value.answers, [one.id]: answer } })
                }
              />
            ))}
        </FormSection>
      ))}
      <TextArea
        label={t('clients.screening.note')}
        name="note"
        required={false}
        rows={4}
        maxLength={4000}
        value={value.note}
        onChange={(note) => draft.setValue({ ...value, note })}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('clients.screening.keep')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function Held({ id }: { id: string }) {
  const { t } = useWords();
  const read = useQuery(
    api.screenings.read.queryOptions({ input: { id }, gcTime: 0, refetchOnWindowFocus: false }),
  );
  if (read.error) return <Notice tone="warn">{problemOf(read.error).sentence}</Notice>;
  if (!read.data) return <Skeleton label={t('ui.reading')} lines={6} />;
  const { routes, answers: given, note } = read.data;
  return (
    <Stack>
      <Notice>{t('clients.screening.noVerdict')}</Notice>
      {routes.length === 0 ? (
        <p>{t('clients.screening.noOffers')}</p>
      ) : (
        <Facts
          empty={t('ui.nothing')}
          facts={routes.map(({ route, from }) => ({
            label: wordOf(t, 'route', route),
            value: from.map((one) => t(`clients.question.${one}`)).join(' · '),
          }))}
        />
      )}
      <Card title={t('clients.screening.answers')}>
        <Facts
          empty={t('ui.nothing')}
          facts={Object.entries(given).map(([question, answer]) => ({
            label: t(`clients.question.${question}`),
            value: wordOf(t, 'reply', answer),
          }))}
        />
        {note !== '' && <p>{note}</p>}
      </Card>
    </Stack>
  );
}
