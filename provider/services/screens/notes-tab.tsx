import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import {
  Button,
  Card,
  DateField,
  Dialog,
  EmptyState,
  Form,
  FormActions,
  Notice,
  Row,
  Select,
  Stack,
  TextArea,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { noteKinds } from '../../vocabulary/needs.ts';
import { closedOptions, closedWord, localDay, refreshServices, useMayWrite, type Note } from './shared.ts';
import styles from './services.module.css';

const PAGE = 20;

/** The advocate's notes: not fetched before somebody asks for them, and that is written down. */
export function NotesTab({ client }: { client: Client }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [writing, setWriting] = useState(false);
  const may = useMayWrite(client, 'notes.write');
  return (
    <Stack>
      <Notice>{t('services.notes.whose')}</Notice>
      <Card
        title={t('services.notes.title')}
        actions={
          may && (
            <Button size="small" look="primary" icon="plus" onPress={() => setWriting(true)}>
              {t('services.notes.write')}
            </Button>
          )
        }
      >
        {open ? (
          <Opened client={client} />
        ) : (
          <EmptyState
            icon="lock"
            title={t('services.notes.sealed')}
            action={
              <Button icon="lock" onPress={() => setOpen(true)}>
                {t('services.notes.open')}
              </Button>
            }
          >
            {t('services.notes.sealedHint')}
          </EmptyState>
        )}
      </Card>
      <Dialog
        open={writing}
        onClose={() => setWriting(false)}
        title={t('services.notes.write')}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        {writing && <NoteForm client={client} note={null} onDone={() => setWriting(false)} />}
      </Dialog>
    </Stack>
  );
}

function Opened({ client }: { client: Client }) {
  const { t } = useWords();
  const [page, setPage] = useState(1);
  const [editing, setEditing] = useState<Note | null>(null);
  const list = useQuery(
    api.notes.list.queryOptions({
      input: { clientId: client.id, page },
      gcTime: 0,
      refetchOnWindowFocus: false,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <Loaded query={list}>
      {({ rows, total }) =>
        rows.length === 0 ? (
          <EmptyState icon="info" title={t('services.notes.none')} />
        ) : (
          <>
            {rows.map((note) => (
              <article key={note.id} className={styles['entry']}>
                <Row spread>
                  <span>
                    <strong>{formatDate(note.happenedOn)}</strong> · {closedWord(t, 'noteKind', note.kind)} ·{' '}
                    {note.writtenBy}
                    {note.changedAt && (
                      <span className={styles['aside']}>
                        {' '}
                        · {t('services.notes.changed', { day: formatDate(note.changedAt.slice(0, 10)) })}
                      </span>
                    )}
                  </span>
                  {note.mine && (
                    <Button
                      size="small"
                      look="quiet"
                      icon="edit"
                      aria-label={t('services.notes.editName', { day: formatDate(note.happenedOn) })}
                      onPress={() => setEditing(note)}
                    >
                      {t('services.notes.edit')}
                    </Button>
                  )}
                </Row>
                <p>{note.words}</p>
              </article>
            ))}
            {total.count > PAGE && (
              <Row>
                <Button isDisabled={page === 1} onPress={() => setPage(page - 1)}>
                  {t('services.given.newer')}
                </Button>
                <Button isDisabled={page * PAGE >= total.count} onPress={() => setPage(page + 1)}>
                  {t('services.given.older')}
                </Button>
              </Row>
            )}
            <Dialog
              open={editing !== null}
              onClose={() => setEditing(null)}
              title={t('services.notes.change')}
              closeLabel={t('ui.close')}
              shape="wide"
            >
              {editing && <NoteForm client={client} note={editing} onDone={() => setEditing(null)} />}
            </Dialog>
          </>
        )
      }
    </Loaded>
  );
}

type Typed = Pick<Note, 'kind' | 'happenedOn' | 'words'>;

function NoteForm({ client, note, onDone }: { client: Client; note: Note | null; onDone: () => void }) {
  const { t } = useWords();
  const draft = useDraft<Typed>(
    `client.${client.id}.note.${note?.id ?? 'new'}`,
    note ?? { kind: 'meeting', happenedOn: localDay(), words: '' },
  );
  const { value } = draft;
  const set = (part: Partial<Typed>) => draft.setValue({ ...value, ...part });
  const save = useMutation({
    mutationFn: async () => {
      const { kind, happenedOn, words } = value;
      if (note) await ask.notes.change({ id: note.id, version: note.version, kind, happenedOn, words });
      else await ask.notes.write({ clientId: client.id, kind, happenedOn, words });
    },
    onSuccess: () => {
      draft.discard();
      void refreshServices();
      onDone();
    },
  });
  const stale = conflictOf(save.error) !== undefined;
  return (
    <Form
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(stale ? null : save.error)}
    >
      {stale && <Notice tone="warn">{t('services.stale')}</Notice>}
      <Row align="start">
        <Select
          label={t('services.notes.kind')}
          name="kind"
          placeholder={t('ui.choose')}
          options={closedOptions(t, 'noteKind', noteKinds)}
          value={value.kind}
          onChange={(kind) => set({ kind })}
        />
        <DateField
          label={t('services.notes.on')}
          name="happenedOn"
          max={localDay()}
          value={value.happenedOn}
          onChange={(happenedOn) => set({ happenedOn })}
        />
      </Row>
      <TextArea
        label={t('services.notes.words')}
        hint={t('services.notes.wordsHint')}
        name="words"
        rows={8}
        maxLength={20_000}
        value={value.words}
        onChange={(words) => set({ words })}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending} isDisabled={stale}>
          {t('services.notes.keep')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
