/**
 * The live board of an operation (R-021, R-031, reference 1.4 and 1.5): what may be written down on it, and the board
 * as a fold over its entries. The same functions run on the device and on the server. Entries are only ever added; a
 * correction is an entry that refers to another, which then does not count any more.
 */

export const entryKinds = [
  'in_place',
  'left_place',
  'go',
  'no_go',
  'stage_began',
  'stage_done',
  'stage_skipped',
  'victims_met',
  'hand_over',
  'referral_offered',
  'arrests',
  'evidence_secured',
  'property_recovered',
  'medical',
  'children',
  'danger',
  'abort',
  'note',
  'taken_back',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** People met are counted, never named. */
export const countNames = ['women', 'men', 'adultsNotSaid', 'girls', 'boys', 'minorsNotSaid'] as const;
export type Counts = Record<(typeof countNames)[number], number>;
export const noCounts: Counts = { women: 0, men: 0, adultsNotSaid: 0, girls: 0, boys: 0, minorsNotSaid: 0 };

/** Where a hand-over happens: away from the scene. */
export const handOverPlaces = ['service_staging', 'interview', 'hospital', 'other'] as const;

/** What a device makes. */
export type DraftEntry = {
  /** UUIDv7, made by the device: what is sent twice counts once. */
  id: string;
  kind: EntryKind;
  /** When it happened by the device's clock, ISO 8601. */
  at: string;
  postId: string | null;
  stageId: string | null;
  /** The entry that this one replaces, or takes back. */
  corrects: string | null;
  providerId: string | null;
  referralId: string | null;
  dangerId: string | null;
  counts: Counts | null;
  /** Arrests, items of evidence, things given back. */
  amount: number | null;
  placeKind: (typeof handOverPlaces)[number] | null;
  note: string;
};

/** An entry on the board: one that was recorded has a sequence; one that waits on the device has none. */
export type Entry = DraftEntry & {
  sequence: number | null;
  recordedAt: string | null;
  by: { id: string; name: string } | null;
  /** Made before the end, recorded after it. */
  late: boolean;
};

/** An entry as a device makes it, with nothing said yet but its kind. */
export const blankEntry = (id: string, kind: EntryKind, at: string): DraftEntry => ({
  id,
  kind,
  at,
  postId: null,
  stageId: null,
  corrects: null,
  providerId: null,
  referralId: null,
  dangerId: null,
  counts: null,
  amount: null,
  placeKind: null,
  note: '',
});

/** Why an entry is not taken: closed words, said by the screen. */
export const entryRefusals = [
  'not_started',
  'ended',
  'before_start',
  'not_yours',
  'not_whole',
  'unknown_stage',
  'unknown_post',
  'unknown_entry',
  'unknown_provider',
  'id_taken',
  'unreadable',
  'other_person',
] as const;
export type EntryRefusal = (typeof entryRefusals)[number];

const needsStage: ReadonlySet<EntryKind> = new Set(['stage_began', 'stage_done', 'stage_skipped']);
const needsPost: ReadonlySet<EntryKind> = new Set(['in_place', 'left_place']);
const needsAmount: ReadonlySet<EntryKind> = new Set(['arrests', 'evidence_secured', 'property_recovered']);
const needsPeople: ReadonlySet<EntryKind> = new Set(['victims_met', 'hand_over']);
/** Decided by whoever runs the operation or commands on scene. */
const commands: ReadonlySet<EntryKind> = new Set([
  'go',
  'no_go',
  'stage_began',
  'stage_done',
  'stage_skipped',
]);

export const people = (counts: Counts): number => countNames.reduce((sum, name) => sum + counts[name], 0);

/** Whether an entry says what its kind must say. */
export function isWhole(entry: DraftEntry): boolean {
  if (needsStage.has(entry.kind) && entry.stageId === null) return false;
  if (needsPost.has(entry.kind) && entry.postId === null) return false;
  if (needsAmount.has(entry.kind) && !((entry.amount ?? 0) > 0)) return false;
  if (needsPeople.has(entry.kind) && !(entry.counts && people(entry.counts) > 0)) return false;
  if (entry.kind === 'hand_over' && entry.providerId === null && entry.note === '') return false;
  if (entry.kind === 'taken_back' && entry.corrects === null) return false;
  return entry.kind !== 'note' || entry.note !== '';
}

/** Who sends entries. */
export type Recorder = {
  /** Runs the operation: planned it or supervises it. */
  runs: boolean;
  /** Commander on scene by the roster. */
  commandsOnScene: boolean;
  posts: readonly string[];
};

/** Whether this person may write this down: orders are for who runs it; one's own post is enough for the rest. */
export function mayRecord(recorder: Recorder, kind: EntryKind, postId: string | null): boolean {
  if (recorder.runs || recorder.commandsOnScene) return true;
  if (commands.has(kind)) return false;
  return !needsPost.has(kind) || (postId !== null && recorder.posts.includes(postId));
}

/** When an operation ran; both empty before the start. */
export type Span = { startedAt: Date | null; endedAt: Date | null };

const HOUR = 3_600_000;
/** Hours after the end in which what happens then may still be written down. */
export const AFTER_END_HOURS = 24;
/** An entry from longer before the start than this is of another day, or of a wrong clock. */
export const BEFORE_START_HOURS = 12;

/**
 * Whether an entry belongs to the operation by its time. What a device wrote before the end is taken whenever it
 * arrives, and marked late; what is written after the end is taken for a day.
 */
export function timely(span: Span, at: Date, now: Date): 'in_time' | 'late' | EntryRefusal {
  if (span.startedAt === null) return 'not_started';
  if (at.getTime() < span.startedAt.getTime() - BEFORE_START_HOURS * HOUR) return 'before_start';
  if (span.endedAt === null || now <= span.endedAt) return 'in_time';
  if (at <= span.endedAt) return 'late';
  return now.getTime() <= span.endedAt.getTime() + AFTER_END_HOURS * HOUR ? 'in_time' : 'ended';
}

/** Seconds by which a device's clock may differ from the server's before its times are set right. */
export const CLOCK_SECONDS = 30;

/**
 * The time of an entry by the server's clock. A device whose clock is more than half a minute off has its times moved
 * by as much as it was off when it sent; smaller differences are left, so that its entries keep their order.
 */
export function setRight(at: Date, sentAt: Date, now: Date): Date {
  const off = now.getTime() - sentAt.getTime();
  const right = Math.abs(off) > CLOCK_SECONDS * 1000 ? at.getTime() + off : at.getTime();
  return new Date(Math.min(right, now.getTime()));
}

/** Entries by id. Of two with one id the recorded one holds; it carries the server's sequence and time. */
export type Log = ReadonlyMap<string, Entry>;

/** Adds what arrived, in any order and any number of times. */
export function merged(log: Log, arrived: Iterable<Entry>): Log {
  const all = new Map(log);
  for (const entry of arrived) {
    const held = all.get(entry.id);
    if (!held || (held.sequence ?? 0) < (entry.sequence ?? 0)) all.set(entry.id, entry);
  }
  return all;
}

export type StageState = {
  state: 'waiting' | 'running' | 'done' | 'skipped';
  began: string | null;
  finished: string | null;
  decision: Decision | null;
};
export type Decision = { go: boolean; at: string; by: string | null };

export type Board = {
  stages: Readonly<Record<string, StageState>>;
  /** For the whole operation: what was said last. */
  decision: Decision | null;
  /** Posts in place, since when. */
  inPlace: Readonly<Record<string, string>>;
  met: Counts;
  handedOver: Counts;
  firstMetAt: string | null;
  firstHandOverAt: string | null;
  arrests: number;
  evidence: number;
  property: number;
  medical: number;
  children: number;
  referrals: number;
  dangers: number;
  abortedAt: string | null;
  /** All entries, oldest first; those that do not count any more are marked. */
  timeline: readonly (Entry & { gone: boolean })[];
  /** Highest sequence that was seen: where to go on after. */
  sequence: number;
};

/** By time, then by id: the same order on every device. */
const byTime = (a: Entry, b: Entry): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

const added = (a: Counts, b: Counts | null): Counts =>
  b === null
    ? a
    : (Object.fromEntries(countNames.map((name) => [name, a[name] + b[name]])) as unknown as Counts);

const emptyStage: StageState = { state: 'waiting', began: null, finished: null, decision: null };
type Draft = { -readonly [K in keyof Board]: Board[K] } & {
  stages: Record<string, StageState>;
  inPlace: Record<string, string>;
};

/**
 * The board that a log tells. An entry counts unless another refers to it; times decide, not the order of arrival.
 */
export function boardOf(log: Log): Board {
  const entries = [...log.values()].toSorted(byTime);
  const gone = new Set(entries.flatMap((entry) => (entry.corrects === null ? [] : [entry.corrects])));
  const board: Draft = {
    stages: {},
    decision: null,
    inPlace: {},
    met: noCounts,
    handedOver: noCounts,
    firstMetAt: null,
    firstHandOverAt: null,
    arrests: 0,
    evidence: 0,
    property: 0,
    medical: 0,
    children: 0,
    referrals: 0,
    dangers: 0,
    abortedAt: null,
    timeline: entries.map((entry) => Object.assign({}, entry, { gone: gone.has(entry.id) })),
    sequence: entries.reduce((most, entry) => Math.max(most, entry.sequence ?? 0), 0),
  };
  for (const entry of entries) if (!gone.has(entry.id)) tell(board, entry);
  return board;
}

function tell(board: Draft, entry: Entry): void {
  if (entry.kind.startsWith('stage_') || entry.kind === 'go' || entry.kind === 'no_go')
    return order(board, entry);
  if (entry.kind === 'in_place' && entry.postId !== null) board.inPlace[entry.postId] ??= entry.at;
  else if (entry.kind === 'left_place' && entry.postId !== null) delete board.inPlace[entry.postId];
  else if (entry.kind === 'victims_met') {
    board.met = added(board.met, entry.counts);
    board.firstMetAt ??= entry.at;
  } else if (entry.kind === 'hand_over') {
    board.handedOver = added(board.handedOver, entry.counts);
    board.firstHandOverAt ??= entry.at;
  } else if (entry.kind === 'abort') board.abortedAt ??= entry.at;
  else if (entry.kind === 'arrests') board.arrests += entry.amount ?? 0;
  else if (entry.kind === 'evidence_secured') board.evidence += entry.amount ?? 0;
  else if (entry.kind === 'property_recovered') board.property += entry.amount ?? 0;
  else if (entry.kind === 'medical') board.medical += 1;
  else if (entry.kind === 'children') board.children += entry.counts ? people(entry.counts) : 1;
  else if (entry.kind === 'referral_offered') board.referrals += 1;
  else if (entry.kind === 'danger') board.dangers += 1;
}

function order(board: Draft, entry: Entry): void {
  const stage = entry.stageId === null ? null : (board.stages[entry.stageId] ?? emptyStage);
  if (entry.kind === 'go' || entry.kind === 'no_go') {
    const decision = { go: entry.kind === 'go', at: entry.at, by: entry.by?.name ?? null };
    if (stage === null) board.decision = decision;
    else board.stages[entry.stageId!] = { ...stage, decision };
  } else if (stage !== null) {
    board.stages[entry.stageId!] =
      entry.kind === 'stage_began'
        ? { ...stage, state: 'running', began: entry.at, finished: null }
        : { ...stage, state: entry.kind === 'stage_done' ? 'done' : 'skipped', finished: entry.at };
  }
}

/**
 * Minutes from the first victim met to the first hand-over to a provider (M-41); null while one of them is missing.
 */
export function minutesToService(board: Board): number | null {
  if (board.firstMetAt === null || board.firstHandOverAt === null) return null;
  const minutes = (Date.parse(board.firstHandOverAt) - Date.parse(board.firstMetAt)) / 60_000;
  return Math.max(0, Math.round(minutes));
}
