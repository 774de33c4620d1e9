import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  DataList,
  EmptyState,
  FileDrop,
  Notice,
  Row,
  SidePanel,
  Stack,
  Timeline,
  WithPanel,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import type { StoredFile } from '../../../kit/files/contract.ts';
import type { CasePage } from '../contract-cases.ts';
import { useOpened } from './opened.tsx';
import { useCode } from './shared.ts';

/** Sends one file to the case. Its name and content travel in the body, never in an address. */
async function send(caseId: string, file: File): Promise<string | null> {
  const body = new FormData();
  body.append('scopeTable', 'cases');
  body.append('scopeId', caseId);
  body.append('file', file);
  const reply = await fetch('/files', {
    method: 'POST',
    headers: {
      'x-concert': '1',
      'accept-language': document.documentElement.lang,
      'idempotency-key': crypto.randomUUID(),
    },
    credentials: 'same-origin',
    body,
  });
  if (reply.ok) return null;
  const told = (await reply.json().catch(() => ({}))) as {
    message?: string;
    data?: { fields?: { remedy: string }[] };
  };
  return told.data?.fields?.[0]?.remedy ?? told.message ?? String(reply.status);
}

/** The files of a case, with who had them. */
export function FilesTab({ page }: { page: CasePage }) {
  const { t } = useWords();
  const code = useCode();
  const opened = useOpened();
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const found = useQuery(
    api.files.list.queryOptions({ input: { scopeTable: 'cases', scopeId: page.id } }),
  ).data;
  const current = found?.rows.find((row) => row.id === opened.open);
  const receive = async (files: File[]) => {
    setSending(true);
    setProblem(null);
    for (const file of files) {
      const wrong = await send(page.id, file);
      if (wrong !== null) setProblem(wrong);
    }
    setSending(false);
    await queries.invalidateQueries();
  };
  const columns: Column<StoredFile>[] = [
    { id: 'name', label: t('cases.file.name'), cell: (row) => row.name, primary: true },
    { id: 'kind', label: t('cases.file.kind'), cell: (row) => row.kind },
    {
      id: 'size',
      label: t('cases.file.size'),
      cell: (row) =>
        t('cases.file.kilobytes', { n: formatNumber(Math.max(1, Math.round(row.bytes / 1000))) }),
      align: 'end',
    },
    {
      id: 'labels',
      label: t('cases.labels.title'),
      cell: (row) => (
        <Row>
          {row.handling.map((label) => (
            <Badge key={label} icon="lock">
              {code('handlingLabel', label as never)}
            </Badge>
          ))}
        </Row>
      ),
    },
    { id: 'at', label: t('cases.file.received'), cell: (row) => formatMoment(row.uploadedAt), nowrap: true },
  ];
  return (
    <Stack>
      {page.may.write && (
        <Card>
          <FileDrop
            label={t('cases.file.drop')}
            buttonLabel={t(sending ? 'cases.file.sending' : 'cases.file.choose')}
            hint={t('cases.file.hint')}
            multiple
            onFiles={(files) => void receive(files)}
          />
        </Card>
      )}
      {problem !== null && <Notice tone="warn" title={problem} />}
      <WithPanel
        panel={
          <SidePanel
            open={current !== undefined}
            title={current?.name ?? ''}
            closeLabel={t('ui.close')}
            onClose={opened.close}
          >
            {current && <Custody file={current} />}
          </SidePanel>
        }
      >
        <DataList
          id="case-files"
          label={t('cases.tab.files')}
          columns={columns}
          rows={found?.rows}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          href={opened.href}
          current={opened.open}
          empty={<EmptyState icon="file" title={t('cases.file.none')} />}
        />
      </WithPanel>
    </Stack>
  );
}

/** Who had a file, and fetching it: through an address that works once. */
function Custody({ file }: { file: StoredFile }) {
  const { t } = useWords();
  const found = useQuery(api.files.custody.queryOptions({ input: { id: file.id } })).data;
  const fetchIt = async () => {
    const { url } = await client.files.ticket({ id: file.id });
    window.location.assign(url);
  };
  return (
    <Stack>
      <Row>
        <Button icon="export" onPress={() => void fetchIt()}>
          {t('cases.file.download')}
        </Button>
      </Row>
      <Timeline
        label={t('cases.file.custody')}
        entries={(found?.rows ?? []).map((row) => ({
          id: row.id,
          when: formatMoment(row.at),
          title: t(`cases.file.event.${row.event}`),
          by: row.by ?? '',
        }))}
      />
    </Stack>
  );
}
