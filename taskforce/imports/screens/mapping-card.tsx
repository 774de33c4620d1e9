import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import {
  Button,
  Card,
  Checkbox,
  Notice,
  Row,
  Select,
  Skeleton,
  Stack,
  TextField,
  sentence,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ColumnTable } from './column-table.tsx';
import { SameInEveryRow } from './same-in-every-row.tsx';
import { OWN_SYSTEM } from '../rules.ts';
import type { Document } from './mapping-document.ts';

type Misfit = { what: string; name: string; remedy: string };

/** Which mapping is used, what each column becomes, and the way to the preview. */
export function MappingCard({
  id,
  mapping,
  onStarted,
}: {
  id: string;
  mapping: Record<string, unknown> | null;
  onStarted: (jobId: string) => void;
}) {
  const { t } = useWords();
  const shape = useQuery(api.imports.inspect.queryOptions({ input: { id } })).data;
  const offered = useQuery(api.imports.mappings.queryOptions({ input: { importId: id } })).data?.rows;
  const targets = useQuery(api.imports.targets.queryOptions({ input: {} })).data?.targets;
  const fitting = offered?.find((one) => one.fits);
  const [chosen, setChosen] = useState<string | null>(null);
  const [edited, setEdited] = useState<Document | null>(mapping as Document | null);
  const [shared, setShared] = useState(false);
  const document = edited ?? ((fitting?.document ?? null) as Document | null);
  const suggest = useMutation({
    mutationFn: (target: string) =>
      client.imports.suggest({ id, target, name: t('imports.mapping.newName'), system: 'spreadsheet' }),
    onSuccess: ({ mapping: made }) => setEdited(made as unknown as Document),
  });
  const preview = useMutation({
    mutationFn: () => client.imports.preview({ id, mapping: document as unknown as Record<string, unknown> }),
    onSuccess: ({ jobId }) => onStarted(jobId),
  });
  const save = useMutation({
    mutationFn: () =>
      client.imports.saveMapping({ mapping: document as unknown as Record<string, unknown>, shared }),
    onSuccess: ({ edition }) => toast({ text: t('imports.mapping.saved', { edition }), tone: 'good' }),
  });
  if (!offered || !targets || !shape) return <Skeleton label={t('ui.reading')} lines={6} />;
  const error = preview.error ?? suggest.error ?? save.error;
  const options = [
    ...offered.map((one, n) => ({
      id: `saved:${n}`,
      label: t('imports.mapping.edition', { name: one.name, edition: one.edition }),
      description: t(one.fits ? 'imports.mapping.fits' : 'imports.mapping.misfits'),
    })),
    ...targets.map(({ kind }) => ({
      id: `new:${kind}`,
      label: t('imports.mapping.suggest', { kind: t(`imports.kind.${kind}`) }),
      description: t('imports.mapping.suggestHint'),
    })),
  ];
  const choose = (option: string) => {
    setChosen(option);
    const [from, which = ''] = option.split(':');
    if (from === 'new') suggest.mutate(which);
    else setEdited(offered[Number(which)]?.document as unknown as Document);
  };
  return (
    <Card title={t('imports.mapping.title')}>
      <Stack gap="large">
        {error && <MappingProblem error={error} />}
        <Select
          label={t('imports.mapping.which')}
          hint={t('imports.mapping.whichHint')}
          width="full"
          placeholder={t('ui.choose')}
          options={options}
          value={chosen ?? (edited === null && fitting ? `saved:${offered.indexOf(fitting)}` : null)}
          onChange={choose}
        />
        {document && (
          <>
            {document.description && (
              <details>
                <summary>{t('imports.mapping.about', { name: document.name })}</summary>
                {document.description.split('\n').map((line, n) => (
                  <p key={n}>{line}</p>
                ))}
              </details>
            )}
            <ColumnTable columns={shape.columns} targets={targets} document={document} onChange={setEdited} />
            <SameInEveryRow targets={targets} document={document} onChange={setEdited} />
            {document.system === OWN_SYSTEM && <Notice>{t('imports.own.mapping')}</Notice>}
            {chosen?.startsWith('new:') && (
              <Row align="end">
                <TextField
                  label={t('imports.mapping.name')}
                  width="medium"
                  value={document.name}
                  maxLength={120}
                  onChange={(name) => setEdited({ ...document, name })}
                />
                <TextField
                  label={t('imports.mapping.system')}
                  hint={t('imports.mapping.systemHint')}
                  width="medium"
                  value={document.system}
                  maxLength={60}
                  onChange={(system) => setEdited({ ...document, system: system.toLowerCase() })}
                />
                <Checkbox checked={shared} onChange={setShared}>
                  {t('imports.mapping.share')}
                </Checkbox>
                <Button onPress={() => save.mutate()} pending={save.isPending}>
                  {t('imports.mapping.save')}
                </Button>
              </Row>
            )}
          </>
        )}
        <Row>
          <Button
            look="primary"
            isDisabled={document === null}
            onPress={() => preview.mutate()}
            pending={preview.isPending}
          >
            {t('imports.mapping.preview')}
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}

/** A mapping that does not fit names each column and field; other problems their sentence. */
function MappingProblem({ error }: { error: unknown }) {
  const problem = problemOf(error);
  const misfits = (problem.data['misfits'] ?? []) as Misfit[];
  return (
    <Notice tone="danger" title={problem.sentence}>
      <ul>
        {misfits.slice(0, 20).map((one) => (
          <li key={`${one.what} ${one.name}`}>
            <strong>{one.name}</strong>: {one.remedy}
          </li>
        ))}
        {misfits.length === 0 &&
          problem.fields.map((field) => <li key={field.path + field.problem}>{sentence(field)}</li>)}
      </ul>
    </Notice>
  );
}
