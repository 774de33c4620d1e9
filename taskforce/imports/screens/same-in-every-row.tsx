import { Row, Select, Stack, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { isPlain, withConstant } from './mapping-document.ts';
import type { Document } from './mapping-document.ts';

export type Target = {
  kind: string;
  fields: {
    name: string;
    type: string;
    required: boolean;
    help: string;
    words: Record<string, string[]> | null;
  }[];
};

/** Values that a file has no column for: one value for all of its rows. */
export function SameInEveryRow({
  targets,
  document,
  onChange,
}: {
  targets: readonly Target[];
  document: Document;
  onChange: (document: Document) => void;
}) {
  const { t, language } = useWords();
  const [record] = document.records;
  const target = targets.find((one) => one.kind === record?.target);
  const open = (target?.fields ?? []).filter(({ name, required, type }) => {
    const rule = record?.fields[name];
    return (
      rule?.constant !== undefined || (rule === undefined && required && (type === 'code' || type === 'text'))
    );
  });
  if (!isPlain(document) || open.length === 0) return null;
  const other = language === 'es' ? 1 : 0;
  return (
    <Stack>
      <h3>{t('imports.same.title')}</h3>
      <p>{t('imports.same.hint')}</p>
      <Row>
        {open.map(({ name, help, words }) => {
          const value = record?.fields[name]?.constant ?? '';
          const set = (constant: string) => onChange(withConstant(document, name, constant));
          if (words === null)
            return (
              <TextField key={name} label={name} hint={help} width="medium" value={value} onChange={set} />
            );
          const options = Object.entries(words).map(([code, said]) => ({
            id: code,
            label: said[other] ?? said[0] ?? code,
          }));
          return (
            <Select
              key={name}
              label={name}
              hint={help}
              width="medium"
              placeholder={t('ui.choose')}
              options={options}
              value={value === '' ? null : value}
              onChange={set}
            />
          );
        })}
      </Row>
    </Stack>
  );
}
