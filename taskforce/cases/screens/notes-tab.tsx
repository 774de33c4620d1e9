import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import {
  Badge,
  Button,
  Card,
  Dialog,
  EmptyState,
  Form,
  FormActions,
  ReasonField,
  Row,
  Select,
  Skeleton,
  Stack,
  TextArea,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { noteKinds } from '../../vocabulary/activities.ts';
import type { NoteKind } from '../../vocabulary/activities.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { CasePage } from '../contract-cases.ts';
import type { Note } from '../contract-records.ts';
import { LabelField } from './activity-dialog.tsx';
import { Prose } from './prose.tsx';
import { useAct, useCode, useCodes } from './shared.ts';

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
  return (
    <Stack>
      {page.may.write && (
        <Card title={t('cases.note.new')}>
          <NoteForm page={page} />
        </Card>
      )}
      {!notes && <Skeleton label={t('ui.reading')} />}
      {notes?.length === 0 && <EmptyState icon="file" title={t('cases.note.none')} />}
      {notes?.map((note) => (
        <NoteCard key={note.id} note={note} />
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

function NoteForm({ page }: { page: CasePage }) {
  const { t } = useWords();
  const codes = useCodes();
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
        width="medium"
      />
      <Select
        name="strandId"
        label={t('cases.activity.strand')}
        required={false}
        options={page.strands.map((strand) => ({ id: strand.id, label: strand.label }))}
        value={value.strandId}
        onChange={(strandId) => set({ strandId })}
        placeholder={t('cases.wholeCase')}
        width="medium"
      />
      <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
      <FormActions>
        <Button look="primary" type="submit" pending={save.pending}>
          {t('cases.note.do')}
        </Button>
      </FormActions>
    </Form>
  );
}

function NoteCard({ note }: { note: Note }) {
  const { t } = useWords();
  const code = useCode();
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <Card
      title={code('noteKind', note.kind)}
      actions={
        note.mine &&
        note.withdrawnAt === null && (
          <Button size="small" look="quiet" onPress={() => setWithdrawing(true)}>
            {t('cases.note.withdraw')}
          </Button>
        )
      }
    >
      <Stack gap="small">
        <Row>
          <span>
            {t('cases.note.by', { name: note.createdBy?.name ?? '', at: formatMoment(note.createdAt) })}
          </span>
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
      </Stack>
      {withdrawing && <WithdrawDialog note={note} onClose={() => setWithdrawing(false)} />}
    </Card>
  );
}

function WithdrawDialog({ note, onClose }: { note: Note; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const save = useAct(() => client.notes.withdraw({ id: note.id, version: note.version, reason }), onClose);
  return (
    <Dialog open onClose={onClose} title={t('cases.note.withdraw')} closeLabel={t('ui.close')}>
      <Form
        label={t('cases.note.withdraw')}
        onSubmit={() => save.run(undefined)}
        problems={save.problems}
        failure={save.failure}
        problemsTitle={t('ui.problems')}
      >
        <ReasonField
          name="reason"
          label={t('cases.note.why')}
          hint={t('cases.note.whyHint')}
          value={{ category: null, text: reason }}
          onChange={({ text }) => setReason(text)}
          least={20}
        />
        <FormActions>
          <Button look="danger" type="submit" pending={save.pending}>
            {t('cases.note.withdraw')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
