import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StoredFile } from '../../../kit/files/contract.ts';
import { api, queries } from '../../../web/api.ts';
import { downloadFile, sendFile } from '../../../web/files.ts';
import { problemOf } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  DataList,
  EmptyState,
  FileDrop,
  IconButton,
  Menu,
  Notice,
  Progress,
  Row,
  Stack,
  sentence,
  toast,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { CustodyDialog } from './custody-dialog.tsx';
import { RelabelDialog } from './relabel-dialog.tsx';

const again = () => queries.invalidateQueries({ queryKey: api.files.key() });

const SIZES = [
  ['megabyte', 1_000_000],
  ['kilobyte', 1_000],
  ['byte', 1],
] as const;

/** "1.2 MB", "340 kB", "25 byte": sizes as the reader writes numbers. */
function sizeOf(bytes: number): string {
  const [unit, size] = SIZES.find(([, least]) => bytes >= least) ?? SIZES[2];
  const value = bytes / size;
  const digits = value < 10 && size > 1 ? 1 : 0;
  return formatNumber(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits });
}

/** What a failed file says: what is wrong with it and what to do, else the sentence of the problem. */
function trouble(error: unknown): string {
  const { fields, sentence: words } = problemOf(error);
  return fields.map(sentence).join(' ') || words;
}

type Doing = { file: StoredFile; what: 'custody' | 'relabel' } | null;

/**
 * The files of a record: dropped here, downloaded one by one, with labels, custody and a check of each. Its words are
 * those of the rooms `files` and `vocabulary`: name them in the `words` of the page's routes.
 */
export function RecordFiles({
  scopeTable,
  scopeId,
  mayAdd,
  handling = [],
}: {
  /** Of briefs: the papers that were printed for the reader. */
  scopeTable: 'cases' | 'tips' | 'briefs' | 'operation_authorities';
  scopeId: string;
  /** Whether to offer adding and relabelling; the server decides. */
  mayAdd: boolean;
  /** Labels that a new file of this record begins with. */
  handling?: readonly string[];
}) {
  const { t } = useWords();
  const found = useQuery(api.files.list.queryOptions({ input: { scopeTable, scopeId } }));
  const [doing, setDoing] = useState<Doing>(null);
  const download = useMutation({ mutationFn: downloadFile });
  const verify = useMutation(
    api.files.verify.mutationOptions({
      onSuccess: ({ standing }) =>
        toast({ text: t(`files.standing.${standing}`), tone: standing === 'intact' ? 'good' : 'warn' }),
    }),
  );
  const act = { download: download.mutate, verify: (id: string) => verify.mutate({ id }), open: setDoing };
  const columns = columnsOf(t, mayAdd, act);
  const failed = download.error ?? verify.error;
  return (
    <Stack>
      {mayAdd && <Add scopeTable={scopeTable} scopeId={scopeId} handling={handling} />}
      {failed && <Notice tone="warn" title={trouble(failed)} />}
      {found.error ? (
        <ReadFailed query={found} title={t('files.failed')} />
      ) : (
        <DataList
          id="files"
          label={t('files.title')}
          columns={columns}
          rows={found.data?.rows}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          empty={<EmptyState icon="file" title={t('files.none')} />}
        />
      )}
      {doing?.what === 'custody' && <CustodyDialog file={doing.file} onClose={() => setDoing(null)} />}
      {doing?.what === 'relabel' && (
        <RelabelDialog file={doing.file} onDone={() => void again()} onClose={() => setDoing(null)} />
      )}
    </Stack>
  );
}

type Acts = { download: (id: string) => void; verify: (id: string) => void; open: (doing: Doing) => void };

function columnsOf(t: Translate, mayAdd: boolean, act: Acts): Column<StoredFile>[] {
  return [
    {
      id: 'name',
      label: t('files.column.name'),
      primary: true,
      cell: (row) => (
        <Button look="quiet" size="small" icon="file" onPress={() => act.download(row.id)}>
          {row.name}
        </Button>
      ),
    },
    {
      id: 'size',
      label: t('files.column.size'),
      cell: (row) => sizeOf(row.bytes),
      align: 'end',
      nowrap: true,
    },
    {
      id: 'labels',
      label: t('files.column.labels'),
      cell: (row) => (
        <Row>
          {row.handling.map((label) => (
            <Badge key={label} icon="lock">
              {t(`vocabulary.handlingLabel.${label}.label`)}
            </Badge>
          ))}
        </Row>
      ),
    },
    { id: 'by', label: t('files.column.by'), cell: (row) => row.uploadedBy ?? t('files.nobody') },
    { id: 'at', label: t('files.column.at'), cell: (row) => formatMoment(row.uploadedAt), nowrap: true },
    {
      id: 'hash',
      label: t('files.column.hash'),
      cell: (row) => <code>{row.sha256.slice(0, 16)}…</code>,
      extra: true,
    },
    {
      id: 'more',
      label: t('files.column.more'),
      cell: (row) => (
        <Menu
          label={t('files.more', { name: row.name })}
          trigger={<IconButton icon="more" size="small" label={t('files.more', { name: row.name })} />}
          groups={[
            {
              id: 'file',
              actions: [
                {
                  id: 'download',
                  label: t('files.download'),
                  icon: 'export',
                  onAction: () => act.download(row.id),
                },
                {
                  id: 'custody',
                  label: t('files.custody.title'),
                  icon: 'clock',
                  onAction: () => act.open({ file: row, what: 'custody' }),
                },
                { id: 'verify', label: t('files.verify'), icon: 'audit', onAction: () => act.verify(row.id) },
                ...(mayAdd
                  ? [
                      {
                        id: 'relabel',
                        label: t('files.relabel.title'),
                        icon: 'edit' as const,
                        onAction: () => act.open({ file: row, what: 'relabel' }),
                      },
                    ]
                  : []),
              ],
            },
          ]}
        />
      ),
    },
  ];
}

/** Files go one after another, each with its own refusal, so that one bad file does not keep the others out. */
function Add({
  scopeTable,
  scopeId,
  handling,
}: {
  scopeTable: string;
  scopeId: string;
  handling: readonly string[];
}) {
  const { t } = useWords();
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [refusals, setRefusals] = useState<{ name: string; why: string }[]>([]);
  const send = async (files: File[]) => {
    setRefusals([]);
    for (const file of files) {
      setSending({ name: file.name, share: 0 });
      try {
        await sendFile(file, { scopeTable, scopeId, handling: [...handling] }, (share) =>
          setSending({ name: file.name, share }),
        );
      } catch (error) {
        setRefusals((before) => [...before, { name: file.name, why: trouble(error) }]);
      }
    }
    setSending(null);
    await again();
  };
  return (
    <Stack gap="small">
      <FileDrop
        label={t('files.drop')}
        buttonLabel={t('files.choose')}
        hint={t('files.hint')}
        multiple
        onFiles={(files) => void send(files)}
      />
      {sending && (
        <Progress
          label={sending.name}
          detail={t('files.sent', { share: formatNumber(sending.share, { style: 'percent' }) })}
          done={sending.share}
          of={1}
        />
      )}
      {refusals.map(({ name, why }) => (
        <Notice key={name} tone="warn" title={t('files.refused', { name })}>
          {why}
        </Notice>
      ))}
    </Stack>
  );
}
