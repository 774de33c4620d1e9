import { useMutation } from '@tanstack/react-query';
import { client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { Button, Card, Checkbox, Notice, Row, Stack, sentence } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import { OWN_SYSTEM, doings } from '../rules.ts';
import type { ImportRow } from '../contract.ts';
import { KINDS, inWords } from './state.tsx';
import { Problems } from './problem-list.tsx';
import { Records } from './record-list.tsx';
import styles from './imports.module.css';

/** What the import would do, what is wrong with which row, and the way to do it. */
export function PreviewCards({
  held,
  onStarted,
  onMapping,
}: {
  held: ImportRow & { mapping: Record<string, unknown> | null };
  onStarted: (jobId: string) => void;
  onMapping: () => void;
}) {
  const { t } = useWords();
  const run = useMutation({
    mutationFn: () => client.imports.run({ id: held.id }),
    onSuccess: ({ jobId }) => onStarted(jobId),
  });
  const update = useMutation({
    mutationFn: (updateExisting: boolean) =>
      client.imports.preview({ id: held.id, mapping: held.mapping ?? {}, updateExisting }),
    onSuccess: ({ jobId }) => onStarted(jobId),
  });
  const error = run.error ?? update.error;
  const problem = error ? problemOf(error) : undefined;
  const differ = held.counts['cases']?.differ ?? 0;
  return (
    <>
      {problem && (
        <Notice tone="danger" title={problem.sentence}>
          {problem.fields.map(sentence).join(' ')}
        </Notice>
      )}
      <Card title={t('imports.preview.title')}>
        <Stack>
          {held.errors > 0 ? (
            <Notice tone="danger" title={t('imports.preview.errors', { n: held.errors })}>
              {t('imports.preview.errorsHint')}
            </Notice>
          ) : (
            <Notice tone="good" title={t('imports.preview.ready', { n: held.rowCount })}>
              {held.warnings > 0 && t('imports.preview.warnings', { n: held.warnings })}
            </Notice>
          )}
          {held.dangers > 0 && (
            <Notice tone="danger" title={t('imports.preview.dangers', { n: held.dangers })}>
              {t('imports.preview.dangersHint')}
            </Notice>
          )}
          <CountTable counts={held.counts} />
          {held.system === OWN_SYSTEM && (differ > 0 || held.updateExisting) && (
            <Checkbox
              checked={held.updateExisting}
              disabled={update.isPending}
              onChange={(chosen) => update.mutate(chosen)}
              hint={t('imports.own.updateHint')}
            >
              {t('imports.own.update', { n: differ + (held.counts['cases']?.changed ?? 0) })}
            </Checkbox>
          )}
          <Row>
            <Button
              look="primary"
              isDisabled={held.errors > 0}
              onPress={() => run.mutate()}
              pending={run.isPending}
            >
              {t('imports.preview.run', { what: inWords(t, held.counts) })}
            </Button>
            <Button look="quiet" onPress={onMapping}>
              {t('imports.preview.mapping')}
            </Button>
          </Row>
        </Stack>
      </Card>
      {held.errors + held.warnings > 0 && <Problems id={held.id} count={held.errors + held.warnings} />}
      <Records held={held} />
    </>
  );
}

/** Created, changed, left as they are: by kind of record. */
export function CountTable({ counts }: { counts: ImportRow['counts'] }) {
  const { t } = useWords();
  return (
    <div className={styles['scroll']}>
      <table className={styles['counts']}>
        <thead>
          <tr>
            <th scope="col">{t('imports.count.kind')}</th>
            {doings.map((doing) => (
              <th key={doing} scope="col">
                {t(`imports.count.${doing}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.filter((kind) => counts[kind] !== undefined).map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`imports.kind.${kind}`)}</th>
              <td>{formatNumber(counts[kind]?.created ?? 0)}</td>
              <td>{formatNumber(counts[kind]?.changed ?? 0)}</td>
              <td>{formatNumber(counts[kind]?.kept ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
