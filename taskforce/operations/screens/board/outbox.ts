import { sealEntry } from '../../rules-box.ts';
import type { DraftEntry, EntryRefusal } from '../../rules-run.ts';

/** An entry that waits on the device: sealed to the operation, so that the device itself cannot read it again. */
export type Waiting = { id: string; operationId: string; accountId: string; box: string };

/** Where waiting entries lie; in a browser IndexedDB, in tests and measurements the memory. */
export type Shelf = {
  all: (operationId: string, accountId: string) => Promise<Waiting[]>;
  put: (one: Waiting) => Promise<void>;
  remove: (ids: readonly string[]) => Promise<void>;
};

/** What the server says of each entry it was sent. */
export type Answer = { id: string; sequence: number | null; refused: EntryRefusal | null };

export type OutboxOptions = {
  operationId: string;
  accountId: string;
  boxKey: string;
  shelf: Shelf;
  /** Sends boxes; throws when the server cannot be reached. */
  send: (boxes: { id: string; box: string }[]) => Promise<Answer[]>;
  onChange: (state: OutboxState) => void;
  /** First and longest pause between two tries, milliseconds. */
  pauses?: readonly [number, number];
};

export type OutboxState = {
  /** How many entries wait, those of an earlier page among them. */
  waiting: number;
  /** Entries made on this page that wait, as they were made. */
  drafts: readonly DraftEntry[];
  /** Entries the server did not take, with the reason. */
  refused: readonly { id: string; entry: DraftEntry | null; why: EntryRefusal }[];
};

const BATCH = 50;

/**
 * Entries on their way: each is sealed and laid on the shelf before anything else, then sent, oldest first, until the
 * server has answered for it. Sent twice it counts once, so that a lost answer does no harm.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #boxes = new Map<string, Waiting>();
  readonly #drafts = new Map<string, DraftEntry>();
  #refused: OutboxState['refused'] = [];
  #sending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Takes up what waits from an earlier page, and sends it. */
  async open(): Promise<void> {
    const { shelf, operationId, accountId } = this.#options;
    for (const one of await shelf.all(operationId, accountId).catch(() => [])) this.#boxes.set(one.id, one);
    this.#tell();
    this.hurry();
  }

  /** Seals an entry and lays it on the shelf; it is sent from there. */
  async add(entry: DraftEntry): Promise<void> {
    const { operationId, accountId, boxKey, shelf } = this.#options;
    this.#drafts.set(entry.id, entry);
    this.#tell();
    const box = await sealEntry(boxKey, { operationId, accountId, entryId: entry.id }, entry);
    const one = { id: entry.id, operationId, accountId, box };
    this.#boxes.set(entry.id, one);
    // A browser that keeps nothing still has it in memory, until the page is left.
    await shelf.put(one).catch(() => undefined);
    this.hurry();
  }

  /** The page has shown it: an entry the server did not take is forgotten. */
  dismiss(id: string): void {
    this.#refused = this.#refused.filter((one) => one.id !== id);
    this.#tell();
  }

  /** Tries now, as when the network comes back. */
  hurry(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    if (this.#sending) return;
    this.#sending = true;
    void this.#sendAll().finally(() => {
      this.#sending = false;
      // One that was added in the moment in which the last was settled.
      if (this.#boxes.size > 0 && this.#failures === 0) this.hurry();
    });
  }

  /** Sends nothing more; what waits stays on the shelf. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #sendAll(): Promise<void> {
    while (this.#boxes.size > 0 && !this.#closed) {
      // Ids begin with the time: oldest first, so that a correction follows what it corrects.
      const batch = [...this.#boxes.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, BATCH);
      try {
        await this.#settle(await this.#options.send(batch.map(({ id, box }) => ({ id, box }))));
        this.#failures = 0;
      } catch {
        this.#failures += 1;
        const [first, longest] = this.#options.pauses ?? [1000, 10_000];
        const pause = Math.min(longest, first * 2 ** Math.min(this.#failures - 1, 16));
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.hurry(), pause * (0.5 + Math.random() / 2));
        return;
      }
    }
  }

  async #settle(answers: readonly Answer[]): Promise<void> {
    for (const { id, refused } of answers) {
      if (refused !== null)
        this.#refused = [...this.#refused, { id, entry: this.#drafts.get(id) ?? null, why: refused }];
      this.#boxes.delete(id);
      this.#drafts.delete(id);
    }
    this.#tell();
    await this.#options.shelf.remove(answers.map(({ id }) => id)).catch(() => undefined);
  }

  #tell(): void {
    const ids = new Set([...this.#boxes.keys(), ...this.#drafts.keys()]);
    this.#options.onChange({
      waiting: ids.size,
      drafts: [...this.#drafts.values()],
      refused: this.#refused,
    });
  }
}

/** A shelf in memory. */
export function memoryShelf(): Shelf {
  const held = new Map<string, Waiting>();
  return {
    all: async (operationId, accountId) =>
      [...held.values()].filter((one) => one.operationId === operationId && one.accountId === accountId),
    put: async (one) => void held.set(one.id, one),
    remove: async (ids) => {
      for (const id of ids) held.delete(id);
    },
  };
}
