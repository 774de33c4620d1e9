import { Button } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** A cell as CSV: quoted where it must be, and no formula for a spreadsheet. */
function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV text: the first row holds the headings. */
export const sheetOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');

/** Hands the figures of a chart or table to the browser as a file; nothing leaves this machine. */
export function SheetButton({
  name,
  rows,
}: {
  name: string;
  rows: readonly (readonly (string | number)[])[];
}) {
  const { t } = useWords();
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([sheetOf(rows)], { type: 'text/csv;charset=utf-8' }));
    link.download = `${name}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button look="quiet" size="small" icon="export" onPress={save}>
      {t('estimates.csv')}
    </Button>
  );
}
