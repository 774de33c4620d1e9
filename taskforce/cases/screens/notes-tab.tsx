import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { useEdit } from '../../../web/edit.tsx';
import {
  Badge,
  Button,
  Card,
  EmptyState,
  Form,
  FormActions,
  FormDialog,
  Notice,
  Row,
  Select,
  Skeleton,
  Stack,
  TextArea,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { noteKinds } from '../../vocabulary/activities.ts';
import type { NoteKind } from '../../vocabulary/activities.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { CasePage } from '../contract-cases.ts';
import type { Note } from '../contract-records.ts';
import { StrandChoice } from './fields.tsx';
import { LabelField } from './label-field.tsx';
import styles from './notes.module.css';
import { RecordLink, useOpened, useOpenedRow } from './opened.tsx';
import { Prose } from './prose.tsx';
import { RecordHistory } from './record-history.tsx';
import { useAct, useCode, useCodes, useLabels } from './shared.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** The notes of a case, latest first, with a place to write one above. */
export function NotesTab({ page }: { page: CasePage }) {
  const { t } = useWords();
  const found = useInfiniteQuery(
    api.notes.list.infiniteOptions({
      input: (after: string | null) => ({ caseId: page.id, after, limit: 20 }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next,
    }),
  );
  const notes = found.data?.pages.flatMap((one) => one.rows);
  const opened = useOpened();
  const named = useOpenedRow(opened.open, notes, api.notes.read);
  return (
    <Stack>
      {page.may.write && (
        <Card title={t('cases.note.new')}>
          <NoteForm page={page} />
        </Card>
      )}
      {!notes && <Skeleton label={t('ui.reading')} />}
      {notes?.length === 0 && <EmptyState icon="file" title={t('cases.note.none')} />}
      {named === null && <Notice title={t('cases.gone')}>{t('cases.goneHint')}</Notice>}
      {named && !notes?.includes(named) && <NoteCard note={named} page={page} open />}
      {notes?.map((note) => (
        <NoteCard key={note.id} note={note} page={page} open={note.id === opened.open} />
      ))}
      {found.hasNextPage && (
        <Row>
          <Button pending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
            {t('cases.older')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

type Draft = { body: string; kind: NoteKind; strandId: string | null; handling: HandlingLabel[] };
const blank: Draft = { body: '', kind: 'general', strandId: null, handling: [] };

function NoteFields({
  value,
  set,
  strands,
}: {
  value: Draft;
  set: (part: Partial<Draft>) => void;
  strands: readonly { id: string; label: string }[];
}) {
  const { t } = useWords();
  const codes = useCodes();
  return (
    <>
      <TextArea
        name="body"
        label={t('cases.note.body')}
        value={value.body}
        onChange={(body) => set({ body })}
        rows={4}
        maxLength={40_000}
      />
      <Select
        name="kind"
        label={t('cases.note.kind')}
        options={codes('noteKind', noteKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind })}
        placeholder={t('ui.choose')}
      />
      <StrandChoice strands={strands} value={value.strandId} onChange={(strandId) => set({ strandId })} />
      <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
    </>
  );
}

/** Changes a note of one's own; what it said before stays in its history. */
function EditNoteDialog({ note, page, onClose }: { note: Note; page: CasePage; onClose: () => void }) {
  const { t } = useWords();
  const code = useCode();
  const labels = useLabels();
  const edit = useEdit<Draft, unknown>({
    draft: `notes.${note.id}`,
    version: note.version,
    value: {
      body: note.body,
      kind: note.kind,
      strandId: note.strand?.id ?? null,
      handling: note.handling as HandlingLabel[],
    },
    current: (record) => record as Draft,
    compared: {
      body: { label: t('cases.note.body') },
      kind: { label: t('cases.note.kind'), show: (kind) => code('noteKind', kind) },
      strandId: {
        label: t('cases.activity.strand'),
        show: (id) => page.strands.find((one) => one.id === id)?.label ?? t('cases.wholeCase'),
      },
      handling: { label: t('cases.column.handling'), show: labels },
    },
    save: ({ body, kind, strandId, handling }, version) =>
      client.notes.change({
        id: note.id,
        version,
        body,
        kind,
        strandId,
        handling,
        happenedOn: note.happenedOn,
      }),
    done: () => {
      toast({ text: t('cases.saved'), tone: 'good' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('cases.note.change')}
      verb={t('cases.save')}
      shape="wide"
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <NoteFields value={edit.value} set={edit.set} strands={page.strands} />
    </FormDialog>
  );
}

function NoteForm({ page }: { page: CasePage }) {
  const { t } = useWords();
  const { value, setValue, discard } = useDraft(`case.note.${page.id}`, blank);
  const set = (part: Partial<Draft>) => setValue((held) => ({ ...held, ...part }));
  const save = useAct(() => client.notes.write({ caseId: page.id, ...value }), discard);
  return (
    <Form
      label={t('cases.note.new')}
      onSubmit={() => save.run(undefined)}
      problems={save.problems}
      failure={save.failure}
      problemsTitle={t('ui.problems')}
    >
      <NoteFields value={value} set={set} strands={page.strands} />
      <FormActions>
        <Button look="primary" type="submit" pending={save.pending}>
          {t('cases.note.do')}
        </Button>
      </FormActions>
    </Form>
  );
}

function NoteCard({ note, page, open = false }: { note: Note; page: CasePage; open?: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const [asked, setAsked] = useState<'change' | 'withdraw' | 'history' | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) place.current?.focus();
  }, [open]);
  const taken = note.withdrawnAt !== null;
  return (
    <div ref={place} tabIndex={-1} className={open ? styles['named'] : undefined}>
      <Card
        title={code('noteKind', note.kind)}
        actions={
          <Row>
            {note.mine && !taken && (
              <>
                <Button size="small" look="quiet" icon="edit" onPress={() => setAsked('change')}>
                  {t('cases.note.change')}
                </Button>
                <Button size="small" look="quiet" onPress={() => setAsked('withdraw')}>
                  {t('cases.note.withdraw')}
                </Button>
              </>
            )}
            {note.version > 1 && asked !== 'history' && (
              <Button size="small" look="quiet" onPress={() => setAsked('history')}>
                {t('cases.tab.history')}
              </Button>
            )}
          </Row>
        }
      >
        <Stack gap="small">
          <Row>
            <RecordLink href={`/cases/${page.id}/notes?open=${note.id}`}>
              {t('cases.note.by', { name: note.createdBy?.name ?? '', at: formatMoment(note.createdAt) })}
            </RecordLink>
            {note.strand && <Badge>{note.strand.label}</Badge>}
            {note.handling.map((label) => (
              <Badge key={label} icon="lock">
                {code('handlingLabel', label as never)}
              </Badge>
            ))}
          </Row>
          {note.withdrawnAt !== null && (
            <p>
              <strong>{t('cases.note.withdrawn', { day: formatDate(note.withdrawnAt) })}</strong>{' '}
              {note.withdrawReason}
            </p>
          )}
          <Prose text={note.body} />
          {asked === 'history' && <RecordHistory caseId={page.id} recordId={note.id} />}
        </Stack>
        {asked === 'change' && <EditNoteDialog note={note} page={page} onClose={() => setAsked(null)} />}
        {asked === 'withdraw' && (
          <WithdrawDialog
            draft={`notes.${note.id}`}
            version={note.version}
            said={{ body: { label: t('cases.note.body'), value: note.body } }}
            title={t('cases.note.withdraw')}
            hint={t('cases.note.whyHint')}
            withdraw={(version, reason) => client.notes.withdraw({ id: note.id, version, reason })}
            onClose={() => setAsked(null)}
          />
        )}
      </Card>
    </div>
  );
}
