import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { Button, Card, DataList, EmptyState, Facts, Notice, Skeleton, Stack } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { recipientOf, wordOf, type Release } from './shared.ts';

/** What a release says and how it came about, without its texts. */
export function ReleaseFacts({ release }: { release: Release }) {
  const { t, language } = useWords();
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const on = (at: string | null, who: string | null, words: (who: string) => string) =>
    at === null ? null : `${formatMoment(at)} · ${words(who ?? '')}`;
  const signers = release.signers.map((one) => wordOf(t, 'signer', one)).join(', ');
  const facts = [
    { label: t('releases.page.to'), value: recipientOf(t, release) },
    { label: t('releases.page.ends'), value: formatDate(release.until.slice(0, 10)) },
    ...(release.longerReason
      ? [{ label: t('releases.page.longer'), value: wordOf(t, 'longer', release.longerReason) }]
      : []),
    { label: t('releases.page.language'), value: names.of(release.language) ?? release.language },
    {
      label: t('releases.page.explained'),
      value: on(release.explainedAt, release.explainedBy, (who) =>
        t('releases.page.explainedBy', { how: wordOf(t, 'came', release.cameBy ?? ''), who }),
      ),
    },
    {
      label: t('releases.page.alternative'),
      value: release.alternative && wordOf(t, 'alternative', release.alternative),
    },
    {
      label: t('releases.page.signed'),
      value: on(release.signedAt, release.signedWith, (who) => t('releases.page.signedBy', { signers, who })),
    },
    ...(release.aloneByLaw
      ? [{ label: t('releases.page.capacity'), value: t('releases.page.aloneByLaw') }]
      : []),
    { label: t('releases.page.shared'), value: on(release.openedAt, release.openedBy, (who) => who) },
    ...(release.endedAt
      ? [
          {
            label: t('releases.page.ended'),
            value: on(release.endedAt, release.endedBy, (who) => {
              const why = wordOf(t, 'ended', release.endedWhy ?? '');
              return who === '' ? why : t('releases.page.endedBy', { why, who });
            }),
          },
        ]
      : []),
  ];
  return (
    <Card title={t('releases.page.facts')}>
      <Facts facts={facts} empty={t('ui.nothing')} />
    </Card>
  );
}

/** The exact texts, fetched only when somebody asks for them; that is written down. */
export function Texts({ release }: { release: Release }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (release.endedWhy === 'record_destroyed') return null;
  return (
    <Card title={t('releases.page.texts')} count={release.fields.length}>
      {open ? (
        <Opened release={release} />
      ) : (
        <EmptyState
          icon="lock"
          title={t('releases.page.sealed')}
          action={
            <Button icon="lock" onPress={() => setOpen(true)}>
              {t('releases.page.open')}
            </Button>
          }
        >
          {release.fields.map((field) => wordOf(t, 'field', field)).join(' · ')}
          <br />
          {t('releases.page.sealedHint')}
        </EmptyState>
      )}
    </Card>
  );
}

function Opened({ release }: { release: Release }) {
  const { t } = useWords();
  const read = useQuery(
    api.releases.texts.queryOptions({
      input: { id: release.id },
      staleTime: 300_000,
      gcTime: 0,
      refetchOnWindowFocus: false,
    }),
  );
  if (read.error) return <Notice tone="warn">{problemOf(read.error).sentence}</Notice>;
  if (!read.data) return <Skeleton label={t('ui.reading')} lines={4} />;
  const { texts, recipient, signatures } = read.data;
  return (
    <Stack>
      <Facts
        empty={t('ui.nothing')}
        facts={[
          ...(recipient === '' ? [] : [{ label: t('releases.page.to'), value: recipient }]),
          ...release.fields.map((field) => ({ label: wordOf(t, 'field', field), value: texts[field] ?? '' })),
          ...signatures.map((one) => ({
            label: `${t('releases.page.signed')}: ${wordOf(t, 'signer', one.as)}`,
            value: [one.name, wordOf(t, 'how', one.how), one.keptAt].filter(Boolean).join(' · '),
          })),
        ]}
      />
    </Stack>
  );
}

type Reading = Release['readingsList'][number];

/** Receipts: every time somebody asked, by role and reason. */
export function Readings({ release }: { release: Release }) {
  const { t } = useWords();
  if (release.openedAt === null || release.recipientKind === 'outside') return null;
  return (
    <Card title={t('releases.page.readings')} count={release.readingsList.length}>
      <Stack>
        <p>{t('releases.page.readingsHint')}</p>
        <DataList<Reading & { id: string }>
          id="release-readings"
          label={t('releases.page.readings')}
          rows={release.readingsList.map((one, i) => ({ ...one, id: String(i) }))}
          rowId={(row) => row.id}
          rowName={(row) => formatMoment(row.at)}
          columns={[
            {
              id: 'at',
              label: t('releases.page.when'),
              primary: true,
              nowrap: true,
              cell: (row) => formatMoment(row.at),
            },
            { id: 'role', label: t('releases.page.role'), cell: (row) => wordOf(t, 'reader', row.role) },
            { id: 'why', label: t('releases.page.why'), cell: (row) => wordOf(t, 'why', row.why) },
            {
              id: 'answer',
              label: t('releases.page.answer'),
              cell: (row) => wordOf(t, 'answer', row.answer),
            },
          ]}
          empty={<EmptyState icon="audit" title={t('releases.page.noReadings')} />}
        />
      </Stack>
    </Card>
  );
}
