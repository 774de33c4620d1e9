import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { Unread } from '../../../web/unread.tsx';
import { Button, Card, Dialog, EmptyState, Facts, Notice, Stack, Status } from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { sections } from '../../vocabulary/clients.ts';
import { SectionForm } from './section-form.tsx';
import { emptyValue, sectionShapes, type Field, type SectionShape, type Value } from './sections.ts';
import { wordOf, type Client } from './shared.ts';

/** The sealed part. Nothing of it is fetched before somebody asks for it, and that is written down. */
export function DetailsTab({ client }: { client: Client }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (client.state === 'destroyed') return <Notice tone="warn">{t('clients.record.destroyed')}</Notice>;
  if (!open)
    return (
      <Card>
        <EmptyState
          icon="lock"
          title={t('clients.details.sealed')}
          action={
            <Button look="primary" icon="lock" onPress={() => setOpen(true)}>
              {t('clients.details.open')}
            </Button>
          }
        >
          {t('clients.details.sealedHint')}
        </EmptyState>
      </Card>
    );
  return <Opened client={client} />;
}

function Opened({ client }: { client: Client }) {
  const { t } = useWords();
  const read = useQuery(
    api.clients.details.queryOptions({
      input: { id: client.id, sections: [...sections] },
      staleTime: 300_000,
      gcTime: 0,
      refetchOnWindowFocus: false,
    }),
  );
  if (read.error || !read.data) return <Unread query={read} lines={8} />;
  return (
    <Stack>
      <Notice>{t('clients.details.written')}</Notice>
      {sectionShapes.map((shape) => (
        <SectionCard
          key={shape.id}
          client={client}
          shape={shape}
          version={read.data.versions[shape.id] ?? null}
          value={valueOf(shape, read.data.sections[shape.id])}
        />
      ))}
    </Stack>
  );
}

function valueOf(shape: SectionShape, opened: unknown): Value | Value[] | null {
  if (opened === undefined || opened === null) return null;
  return shape.rows ? (opened as { rows: Value[] }).rows : (opened as Value);
}

function SectionCard({
  client,
  shape,
  version,
  value,
}: {
  client: Client;
  shape: SectionShape;
  version: number | null;
  value: Value | Value[] | null;
}) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const rows = value === null ? [] : Array.isArray(value) ? value : [value];
  return (
    <Card
      title={t(`clients.detail.${shape.id}.title`)}
      {...(shape.rows && rows.length > 0 ? { count: rows.length } : {})}
      actions={
        client.may.write && (
          <Button
            size="small"
            icon="edit"
            aria-label={t('clients.details.editName', { name: t(`clients.detail.${shape.id}.title`) })}
            onPress={() => setEditing(true)}
          >
            {t('clients.details.edit')}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <p>{t('ui.nothing')}</p>
      ) : (
        <Stack>
          {rows.map((row, i) => (
            <SectionRow key={i} shape={shape} row={row} />
          ))}
        </Stack>
      )}
      <Dialog
        open={editing}
        onClose={() => setEditing(false)}
        title={t(`clients.detail.${shape.id}.title`)}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        {editing && (
          <SectionForm
            clientId={client.id}
            shape={shape}
            version={version}
            value={value ?? (shape.rows ? [] : emptyValue(shape.fields))}
            onDone={() => setEditing(false)}
          />
        )}
      </Dialog>
    </Card>
  );
}

const SAFETY: Record<string, Tone> = { safe: 'good', ask_first: 'warn', unsafe: 'danger' };

/** One set of fields as it stands. A hidden address is shown at a press, so that nobody reads it over a shoulder. */
function SectionRow({ shape, row }: { shape: SectionShape; row: Value }) {
  const { t } = useWords();
  const [shown, setShown] = useState(row['hidden'] !== true);
  const fields = shape.fields.filter((field) => shown || field.name !== 'address');
  return (
    <Stack gap="small">
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={fields.map((field) => ({
          label: t(`clients.detail.${shape.id}.${field.name}`),
          value:
            field.name === 'safety' ? (
              <Status tone={SAFETY[String(row['safety'])] ?? 'neutral'}>
                {wordOf(t, 'safety', String(row['safety']))}
              </Status>
            ) : (
              shownValue(t, field, row[field.name] ?? null)
            ),
        }))}
      />
      {!shown && (
        <span>
          <Button size="small" icon="lock" onPress={() => setShown(true)}>
            {t('clients.details.showAddress')}
          </Button>
        </span>
      )}
    </Stack>
  );
}

function shownValue(t: Translate, field: Field, value: Value[string]): string {
  if (value === null || value === '') return '';
  if (field.kind === 'choice') return wordOf(t, field.list, String(value));
  if (field.kind === 'yesno') return t(value === true ? 'clients.answer.yes' : 'clients.answer.no');
  return field.kind === 'date' ? formatDate(String(value)) : String(value);
}
