import { useState } from 'react';
import { Button } from '../../../web/ui/index.ts';
import { useCan } from '../../../web/session.ts';
import { useWords } from '../../../web/words/index.ts';
import type { ExportOrder } from '../contract.ts';
import { ExportDialog } from './export-dialog.tsx';

type Without<Order, Key extends string> = Order extends unknown ? Omit<Order, Key> : never;
/** What a screen knows of an export: the list and its filter as it stands. */
export type ListToExport = Without<ExportOrder, 'format' | 'purpose' | 'ids'>;

/**
 * Takes a list out as a table: what fits the filter, or the marked rows. Its words are those of the room `exports`:
 * name it in the `words` of the page's routes.
 */
export function ExportButton({
  list,
  marked,
  permission = 'export.make',
}: {
  list: ListToExport;
  marked?: ReadonlySet<string>;
  permission?: string;
}) {
  const { t } = useWords();
  const can = useCan();
  const [open, setOpen] = useState(false);
  if (!can(permission)) return null;
  return (
    <>
      <Button size="small" icon="export" onPress={() => setOpen(true)}>
        {t('exports.do')}
      </Button>
      {open && <ExportDialog list={list} marked={[...(marked ?? [])]} onClose={() => setOpen(false)} />}
    </>
  );
}
