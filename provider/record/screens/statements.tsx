import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask, type Client as ProviderClient } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Button,
  Card,
  DateField,
  Dialog,
  EmptyState,
  Form,
  FormActions,
  RadioGroup,
  Row,
  Select,
  Status,
  TextArea,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { closedOptions, closedWord, localDay, refreshServices } from '../../services/screens/shared.ts';
import styles from '../../services/screens/services.module.css';
import { statementKinds, statementSubjects, type StatementSubject } from '../../vocabulary/statements.ts';
import { useEntries } from './entries.ts';

type Statement = Awaited<ReturnType<ProviderClient['record']['statements']>>['rows'][number];

/** Corrections and statements of the client, kept beside what they speak of. */
export function Statements({ client }: { client: Client }) {
  const { t } = useWords();
  const [saying, setSaying] = useState(false);
  const [answering, setAnswering] = useState<Statement | null>(null);
  const list = useQuery(api.record.statements.queryOptions({ input: { clientId: client.id } }));
  const may = client.state !== 'destroyed';
  return (
    <Card
      title={t('record.said.title')}
      actions={
        may && (
          <Button size="small" icon="plus" onPress={() => setSaying(true)}>
            {t('record.said.add')}
          </Button>
        )
      }
    >
      <Loaded query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon="info" title={t('record.said.none')}>
              {t('record.said.noneHint')}
            </EmptyState>
          ) : (
            <div>
              {rows.map((row) => (
                <div key={row.id} className={styles['entry']}>
                  <Row spread>
                    <Row>
                      <strong>{closedWord(t, 'statementKind', row.kind)}</strong>
                      <Status tone={row.state === 'waiting' ? 'warn' : 'good'}>
                        {closedWord(t, 'statementState', row.state)}
                      </Status>
                    </Row>
                    {may && row.state === 'waiting' && (
                      <Button
                        size="small"
                        aria-label={t('record.said.answerName', { day: formatDate(row.saidOn) })}
                        onPress={() => setAnswering(row)}
                      >
                        {t('record.said.answer')}
                      </Button>
                    )}
                  </Row>
                  <span className={styles['aside']}>
                    {formatDate(row.saidOn)} · {closedWord(t, 'statementSubject', row.subject)} ·{' '}
                    {t('record.said.by', { name: row.recordedBy })}
                  </span>
                  <p>{row.words}</p>
                  {row.answeredAt && (
                    <p className={styles['aside']}>
                      {row.answeredBy}, {formatMoment(row.answeredAt)}: {row.answer}
                    </p>
                  )}
                </div>
              ))}
            </div>
          )
        }
      </Loaded>
      <Dialog
        open={saying}
        onClose={() => setSaying(false)}
        title={t('record.said.add')}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        {saying && <SayForm client={client} onDone={() => setSaying(false)} />}
      </Dialog>
      <Dialog
        open={answering !== null}
        onClose={() => setAnswering(null)}
        title={t('record.said.answer')}
        closeLabel={t('ui.close')}
      >
        {answering && <AnswerForm statement={answering} onDone={() => setAnswering(null)} />}
      </Dialog>
    </Card>
  );
}

type Typed = {
  subject: StatementSubject;
  subjectId: string;
  kind: (typeof statementKinds)[number];
  saidOn: string;
  words: string;
};
const ALL = 'all';

function SayForm({ client, onDone }: { client: Client; onDone: () => void }) {
  const { t } = useWords();
  const draft = useDraft<Typed>(`client.${client.id}.statement`, {
    subject: 'record',
    subjectId: ALL,
    kind: 'correction',
    saidOn: localDay(),
    words: '',
  });
  const { value } = draft;
  const set = (part: Partial<Typed>) => draft.setValue({ ...value, ...part });
  const entries = useEntries(client.id, value.subject);
  const save = useMutation({
    mutationFn: () =>
      ask.record.say({
        clientId: client.id,
        ...value,
        subjectId: value.subjectId === ALL ? null : value.subjectId,
      }),
    onSuccess: () => {
      draft.discard();
      void refreshServices();
      onDone();
    },
  });
  return (
    <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
      <RadioGroup
        label={t('record.said.kind')}
        name="kind"
        inline
        options={closedOptions(t, 'statementKind', statementKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind })}
      />
      <Select
        label={t('record.said.about')}
        name="subject"
        placeholder={t('ui.choose')}
        options={closedOptions(t, 'statementSubject', statementSubjects)}
        value={value.subject}
        onChange={(subject) => set({ subject, subjectId: ALL })}
      />
      {entries.length > 0 && (
        <Select
          label={t('record.said.entry')}
          name="subjectId"
          placeholder={t('ui.choose')}
          options={[{ id: ALL, label: t('record.said.noEntry') }, ...entries]}
          value={value.subjectId}
          onChange={(subjectId) => set({ subjectId })}
        />
      )}
      <TextArea
        label={t('record.said.words')}
        hint={t('record.said.wordsHint')}
        name="words"
        rows={4}
        maxLength={4000}
        value={value.words}
        onChange={(words) => set({ words })}
      />
      <DateField
        label={t('record.said.on')}
        name="saidOn"
        max={localDay()}
        value={value.saidOn}
        onChange={(saidOn) => set({ saidOn })}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('record.said.keep')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function AnswerForm({ statement, onDone }: { statement: Statement; onDone: () => void }) {
  const { t } = useWords();
  const [outcome, setOutcome] = useState<'corrected' | 'kept_beside'>('corrected');
  const draft = useDraft(`statement.${statement.id}.answer`, '');
  const save = useMutation({
    mutationFn: () =>
      ask.record.answer({ id: statement.id, version: statement.version, outcome, words: draft.value }),
    onSuccess: () => {
      draft.discard();
      void refreshServices();
      onDone();
    },
  });
  return (
    <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
      <RadioGroup
        label={t('record.said.outcome')}
        name="outcome"
        options={closedOptions(t, 'statementState', ['corrected', 'kept_beside'] as const)}
        value={outcome}
        onChange={setOutcome}
      />
      <TextArea
        label={t('record.said.answerWords')}
        hint={t('record.said.answerHint')}
        name="words"
        required={false}
        rows={3}
        maxLength={4000}
        value={draft.value}
        onChange={draft.setValue}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('record.said.answer')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
