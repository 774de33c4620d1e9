import { useEffect, useRef, useSyncExternalStore } from 'react';

/**
 * One key or two after another. `j`, `Shift+D`, `Mod+K` (Ctrl, or Cmd on a Mac), `g c` (g, then c).
 */
export interface KeyBinding {
  keys: string;
  /** What it does, for the list of keys. */
  label: string;
  run: () => void;
  /** Asked at the press: of several bindings of a key, the newest that agrees is run. */
  when?: () => boolean;
  /** Works also while typing or in a dialog; only for combinations with Mod. */
  always?: boolean;
}

/** Bindings that belong together, under one heading in the list of keys. */
export interface KeyGroup {
  title: string;
  bindings: readonly KeyBinding[];
}

let groups: readonly { readonly current: KeyGroup }[] = [];
const listeners = new Set<() => void>();
let listening = false;
let first = '';
let firstAt = 0;

function change(next: typeof groups): void {
  groups = next;
  for (const listener of listeners) listener();
}

/** Binds keys while the component is mounted; the newest binding of a key wins. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const group = useRef<KeyGroup>({ title, bindings });
  useEffect(() => {
    group.current = { title, bindings };
  });
  useEffect(() => {
    if (!listening) document.addEventListener('keydown', onKeyDown);
    listening = true;
    change([...groups, group]);
    return () => change(groups.filter((one) => one !== group));
  }, []);
}

/** All groups bound now, for the list of keys; two lists on a page bind the same group once. */
export function useKeyGroups(): KeyGroup[] {
  const bound = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
  const byTitle = new Map(bound.map((group) => [group.current.title, group.current]));
  return [...byTitle.values()].filter((group) => group.bindings.length > 0);
}

/** Is somebody typing, or choosing in a list that takes letters itself? */
export function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.closest('[role=menu],[role=listbox],[role=combobox],select,textarea')) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  );
}

/** The name of a pressed key as bindings write it. */
export function nameOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const letter = event.key.length === 1 ? event.key : event.key;
  if (event.altKey) return '';
  if (event.ctrlKey || event.metaKey) return `Mod+${letter.toUpperCase()}`;
  if (event.shiftKey && /^[a-z]$/i.test(letter)) return `Shift+${letter.toUpperCase()}`;
  return letter;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const name = nameOf(event);
  const busy =
    takesLetters(event.target) ||
    document.querySelector(
      '[data-react-aria-top-layer] [role=dialog], [aria-modal=true], [role=alertdialog]',
    ) !== null;
  const sequence = first !== '' && event.timeStamp - firstAt < 1200 ? `${first} ${name}` : undefined;
  first = '';
  const binding = (sequence && find(sequence)) || find(name);
  if (binding && (!busy || binding.always)) {
    event.preventDefault();
    binding.run();
  } else if (!busy && startsSequence(name)) {
    first = name;
    firstAt = event.timeStamp;
  }
}

function find(keys: string): KeyBinding | undefined {
  for (const group of groups.toReversed()) {
    const found = group.current.bindings.find(
      (binding) => binding.keys === keys && (binding.when?.() ?? true),
    );
    if (found) return found;
  }
  return undefined;
}

function startsSequence(name: string): boolean {
  return groups.some((group) =>
    group.current.bindings.some((binding) => binding.keys.startsWith(`${name} `)),
  );
}

/** Keys as a reader presses them: `Mod` becomes Ctrl or ⌘. */
export function shownKeys(keys: string): string {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return keys.replace('Mod+', mac ? '⌘ ' : 'Ctrl ').replace('Shift+', 'Shift ');
}
