import { Select } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Shape } from '../contract.ts';
import { becomes, hasNoKey, isPlain, usesOf, withColumn } from './mapping-document.ts';
import type { Document } from './mapping-document.ts';
import type { Target } from './same-in-every-row.tsx';
import styles from './imports.module.css';

/** Every column with samples and what becomes of it; a plain mapping can be changed here. */
export function ColumnTable({
  columns,
  targets,
  document,
  onChange,
}: {
  columns: Shape['columns'];
  targets: readonly Target[];
  document: Document;
  onChange: (document: Document) => void;
}) {
  const { t } = useWords();
  const target = targets.find((one) => one.kind === document.records[0]?.target);
  const plain = isPlain(document) && target !== undefined;
  const options = [
    { id: '-', label: t('imports.column.leftOut') },
    { id: 'external_id', label: t('imports.column.identity') },
    ...(target?.fields ?? []).map((field) => ({
      id: field.name,
      label: t(field.required ? 'imports.column.required' : 'imports.column.field', { name: field.name }),
      description: field.help,
    })),
  ];
  const missing = (target?.fields ?? [])
    .filter((field) => field.required && document.records[0]?.fields[field.name] === undefined)
    .map((field) => field.name);
  return (
    <div className={styles['scroll']}>
      <table className={styles['columns']}>
        <caption>
          {t('imports.column.caption')}{' '}
          {plain && missing.length > 0 && (
            <strong>{t('imports.column.missing', { fields: missing.join(', ') })}</strong>
          )}
          {plain && hasNoKey(document) && <strong>{t('imports.column.noKey')}</strong>}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('imports.column.column')}</th>
            <th scope="col">{t('imports.column.samples')}</th>
            <th scope="col">{t('imports.column.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, samples }) => {
            const uses = usesOf(document, name);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={styles['samples']}>{samples.slice(0, 3).join(' · ')}</td>
                <td>
                  {plain ? (
                    <Select
                      label={t('imports.column.becomesOf', { name })}
                      placeholder={t('imports.column.leftOut')}
                      options={options}
                      value={becomes(document, name) ?? '-'}
                      onChange={(id) => {
                        const type = target.fields.find((field) => field.name === id)?.type ?? 'text';
                        const field = id === '-' ? null : { name: id, type };
                        onChange(withColumn(document, name, field, t('imports.column.reason')));
                      }}
                    />
                  ) : uses.length > 0 ? (
                    <code>{uses.join(', ')}</code>
                  ) : (
                    <span className={styles['quiet']}>
                      {t('imports.column.leftOut')}: {document.ignored[name] ?? ''}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
