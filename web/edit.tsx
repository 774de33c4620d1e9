import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { queries } from './api.ts';
import { useDraft } from './drafts.ts';
import { choiceOf, differs, merged } from './edit-rules.ts';
import { conflictOf, formProblems } from './problem.ts';
import { Button, ConflictDialog, Notice } from './ui/index.ts';
import { formatMoment, useWords } from './words/index.ts';

/** How a value of a record is named and shown when two versions stand side by side. */
export type Compared<Value> = {
  [Key in keyof Value]: { label: string; show?: (value: Value[Key]) => ReactNode };
};

export interface EditOf<Value extends object, Output> {
  /** Name of the draft: kind and id of the record (`tasks.<id>`), never a person's name. */
  draft: string;
  /** Version of the record that the form shows. */
  version: number;
  /** What the form begins with. */
  value: Value;
  /** The record as it stands, where the form begins with something else (the day of a closing). */
  before?: Value;
  /** The record that came with a conflict, as values of this form. */
  current: (record: Record<string, unknown>) => Value;
  compared: Compared<Value>;
  save: (value: Value, version: number) => Promise<Output>;
  done?: (output: Output) => void;
}

type Held<Value> = { version: number; before: Value; value: Value };

/**
 * An edit of a record that carries a version. From the first key on the form holds the version it began from, however
 * often the page is read again beneath it, so that no save goes over what somebody else wrote. What is typed is a
 * draft and outlives the lock. After a conflict both versions are shown field by field (`conflict`, to be put beside
 * the form) and the chosen values are saved; when the other change touched nothing that this form shows, it is saved
 * at once.
 */
export function useEdit<Value extends object, Output>(of: EditOf<Value, Output>) {
  const draft = useDraft<Held<Value> | null>(`edit.${of.draft}`, null);
  const fresh: Held<Value> = { version: of.version, before: of.before ?? of.value, value: of.value };
  const held = draft.value ?? fresh;
  const set = (part: Partial<Value>) =>
    draft.setValue((now) => ({ ...(now ?? fresh), value: { ...(now ?? fresh).value, ...part } }));
  const save = useMutation({
    mutationFn: (next: Held<Value>) => savedOverTheSame(of, next),
    onSuccess: async (output) => {
      await queries.invalidateQueries();
      draft.discard();
      of.done?.(output);
    },
  });
  const other = conflictOf(save.error)?.['current'] as Record<string, unknown> | undefined;
  return {
    value: held.value,
    set,
    /** Saves what is typed, together with what the pressed button says. */
    run: (part: Partial<Value> = {}) => save.mutate({ ...held, value: { ...held.value, ...part } }),
    /** Throws away what was typed. */
    discard: draft.discard,
    restored:
      draft.restoredAt === undefined ? null : <Restored at={draft.restoredAt} onDrop={draft.discard} />,
    pending: save.isPending,
    ...formProblems(other ? null : save.error),
    conflict: other && save.variables && (
      <Conflict
        of={of}
        held={save.variables}
        other={other}
        onBack={save.reset}
        onResolve={(next) => {
          draft.setValue(next);
          save.mutate(next);
        }}
      />
    ),
  };
}

/** Saves; when somebody else changed only what this form does not show, saves once more over their version. */
async function savedOverTheSame<Value extends object, Output>(
  of: EditOf<Value, Output>,
  next: Held<Value>,
): Promise<Output> {
  try {
    return await of.save(next.value, next.version);
  } catch (error) {
    const other = conflictOf(error)?.['current'] as Record<string, unknown> | undefined;
    if (!other || typeof other['version'] !== 'number') throw error;
    const keys = Object.keys(of.compared) as (keyof Value)[];
    const theirs = of.current(other);
    if (keys.some((key) => differs(theirs[key], next.before[key]) && differs(theirs[key], next.value[key])))
      throw error;
    // Where they changed a field and this form did not, theirs holds.
    return of.save(merged(keys, next, theirs, {}), other['version']);
  }
}

function Restored({ at, onDrop }: { at: string; onDrop: () => void }) {
  const { t } = useWords();
  return (
    <Notice
      action={
        <Button size="small" onPress={onDrop}>
          {t('ui.draft.drop')}
        </Button>
      }
    >
      {t('ui.draft.restored', { at: formatMoment(at) })}
    </Notice>
  );
}

function Conflict<Value extends object, Output>({
  of,
  held,
  other,
  onBack,
  onResolve,
}: {
  of: EditOf<Value, Output>;
  held: Held<Value>;
  other: Record<string, unknown>;
  onBack: () => void;
  onResolve: (next: Held<Value>) => void;
}) {
  const { t } = useWords();
  // The comparison stays as it was drawn while the choice is made.
  const [theirs] = useState(() => of.current(other));
  const keys = Object.keys(of.compared) as (keyof Value & string)[];
  const shown = (key: keyof Value & string, value: Value): ReactNode => {
    const { show } = of.compared[key];
    const said = show ? show(value[key]) : (value[key] as ReactNode);
    return said === '' || said === null || said === undefined ? t('ui.nothing') : said;
  };
  return (
    <ConflictDialog
      open
      title={t('ui.conflict.title')}
      other={t('ui.conflict.other')}
      values={keys.map((key) => ({
        path: key,
        label: of.compared[key].label,
        mine: shown(key, held.value),
        theirs: shown(key, theirs),
        same: !differs(held.value[key], theirs[key]),
        suggested: choiceOf(held, theirs, key),
        ...(choiceOf(held, theirs, key) === 'mine' && differs(held.before[key], theirs[key])
          ? { before: shown(key, held.before) }
          : {}),
      }))}
      onBack={onBack}
      onResolve={(choice) =>
        onResolve({
          version: other['version'] as number,
          before: theirs,
          value: merged(keys, held, theirs, choice as Partial<Record<keyof Value, 'mine' | 'theirs'>>),
        })
      }
    />
  );
}
