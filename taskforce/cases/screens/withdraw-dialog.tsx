import { useEdit } from '../../../web/edit.tsx';
import type { Compared } from '../../../web/edit.tsx';
import { FormDialog, ReasonField, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Said = Record<string, string>;

/**
 * Takes a record back that was made by mistake. `said` is what it says, as the reader sees it: had somebody changed
 * it meanwhile, both versions are shown before it goes.
 */
export function WithdrawDialog({
  draft,
  version,
  said,
  title,
  hint,
  withdraw,
  onClose,
}: {
  draft: string;
  version: number;
  said: Compared<Said> & { [path: string]: { label: string; value: string } };
  title: string;
  hint: string;
  withdraw: (version: number, reason: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useWords();
  const value = Object.fromEntries(Object.entries(said).map(([path, one]) => [path, one.value]));
  const edit = useEdit<Said, unknown>({
    draft: `${draft}.withdraw`,
    version,
    value: { ...value, withdrawReason: '' },
    current: (record) =>
      Object.fromEntries(
        [...Object.keys(said), 'withdrawReason'].map((path) => [path, (record[path] as string | null) ?? '']),
      ),
    compared: { ...said, withdrawReason: { label: t('cases.note.why') } },
    save: ({ withdrawReason = '' }, seen) => withdraw(seen, withdrawReason),
    done: () => {
      toast({ text: t('cases.withdrawn') });
      onClose();
    },
  });
  // The server names the field `reason`.
  return (
    <FormDialog
      title={title}
      harmful
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <ReasonField
        name="reason"
        label={t('cases.note.why')}
        hint={hint}
        value={{ category: null, text: edit.value['withdrawReason'] ?? '' }}
        onChange={({ text }) => edit.set({ withdrawReason: text })}
        least={20}
      />
    </FormDialog>
  );
}
