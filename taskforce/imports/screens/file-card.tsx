import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { Card, Columns, Facts, Notice, Select, Skeleton, Stack, sentence } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';

export type Choices = {
  delimiter?: ',' | ';' | '\t' | '|' | undefined;
  sheet?: string | undefined;
  headRow?: number | undefined;
};
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** What the file was found to be; separator, sheet and head row can be set right. */
export function FileCard({ id, choices: kept }: { id: string; choices: Choices }) {
  const { t } = useWords();
  const [choices, setChoices] = useState<Choices>(kept);
  const found = useQuery(api.imports.inspect.queryOptions({ input: { id, choices: given(choices) } }));
  const cache = useQueryClient();
  const read = found.dataUpdatedAt;
  // The mapping is made of what is read now: another sheet has other columns.
  useEffect(() => {
    if (read === 0) return;
    const asKept = api.imports.inspect.queryKey({ input: { id } });
    void cache.invalidateQueries({ queryKey: asKept, exact: true });
    void cache.invalidateQueries({ queryKey: api.imports.mappings.key() });
  }, [read, id, cache]);
  const problem = found.error ? problemOf(found.error) : undefined;
  const shape = found.data;
  if (!shape && !problem) return <Skeleton label={t('ui.reading')} lines={4} />;
  const heads = Array.from({ length: 11 }, (_, n) => ({
    id: String(n),
    label: n === 0 ? t('imports.file.noHead') : t('imports.file.row', { n }),
  }));
  return (
    <Card title={t('imports.file.title')}>
      <Stack>
        {problem && (
          <Notice tone="danger" title={problem.sentence}>
            {problem.fields.map(sentence).join(' ')}
          </Notice>
        )}
        {shape?.encodingGuessed && <Notice tone="warn">{t('imports.file.guessed')}</Notice>}
        {shape && (
          <Columns even>
            <Facts
              empty={t('ui.nothing')}
              facts={[
                { label: t('imports.file.kind'), value: t(`imports.file.${shape.kind}`) },
                { label: t('imports.file.columns'), value: formatNumber(shape.columns.length) },
                ...(shape.encoding ? [{ label: t('imports.file.encoding'), value: shape.encoding }] : []),
              ]}
            />
            <Stack>
              {shape.delimiter !== null && (
                <Select
                  label={t('imports.file.delimiter')}
                  placeholder={t('ui.choose')}
                  options={DELIMITERS.map((one) => ({
                    id: one,
                    label: t(`imports.delimiter.${DELIMITERS.indexOf(one)}`),
                  }))}
                  value={shape.delimiter as ','}
                  onChange={(delimiter) => setChoices({ ...choices, delimiter })}
                />
              )}
              {shape.sheets.length > 1 && (
                <Select
                  label={t('imports.file.sheet')}
                  placeholder={t('ui.choose')}
                  options={shape.sheets.map((one) => ({ id: one, label: one }))}
                  value={shape.sheet}
                  onChange={(sheet) => setChoices({ sheet })}
                />
              )}
              {shape.kind !== 'json_lines' && (
                <Select
                  label={t('imports.file.head')}
                  placeholder={t('ui.choose')}
                  options={heads}
                  value={String(shape.headRow)}
                  onChange={(row) => setChoices({ ...choices, headRow: Number(row) })}
                />
              )}
            </Stack>
          </Columns>
        )}
      </Stack>
    </Card>
  );
}

/** Choices without what was not chosen. */
export function given({ delimiter, sheet, headRow }: Choices): {
  delimiter?: ',' | ';' | '\t' | '|';
  sheet?: string;
  headRow?: number;
} {
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headRow === undefined ? {} : { headRow }),
  };
}
