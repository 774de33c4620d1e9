import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  blankEntry,
  boardOf,
  countNames,
  entryKinds,
  isWhole,
  mayRecord,
  merged,
  minutesToService,
  noCounts,
  setRight,
  timely,
  type Entry,
  type EntryKind,
} from './rules-run.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 4, 1, 20, minute)).toISOString();
let number = 0;
const entry = (kind: EntryKind, minute: number, more: Partial<Entry> = {}): Entry => {
  number += 1;
  const id = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  return {
    ...blankEntry(id, kind, at(minute)),
    sequence: number,
    recordedAt: at(minute),
    by: null,
    late: false,
    ...more,
  };
};
const board = (...entries: Entry[]) => boardOf(merged(new Map(), entries));

const stages = ['s1', 's2'];
const posts = ['p1', 'p2', 'p3'];
const anyEntries = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...entryKinds),
      minute: fc.integer({ min: 0, max: 5 }),
      post: fc.option(fc.constantFrom(...posts)),
      stage: fc.option(fc.constantFrom(...stages)),
      corrects: fc.option(fc.nat(11)),
      women: fc.integer({ min: 0, max: 3 }),
      waits: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map((one, index): Entry => {
      const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
      return {
        ...blankEntry(id(index), one.kind, at(one.minute)),
        postId: one.post,
        stageId: one.stage,
        corrects: one.corrects === null || one.corrects >= index ? null : id(one.corrects),
        counts: { ...noCounts, women: one.women },
        amount: one.women,
        sequence: index + 1,
        recordedAt: at(one.minute),
        by: null,
        late: false,
      };
    }),
  );

test('whatever the order of arrival and however often entries arrive, every device shows the same board', () => {
  fc.assert(
    fc.property(
      anyEntries.chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray(entries, { minLength: entries.length }),
          fc.array(fc.nat(20), { maxLength: 30 }),
        ),
      ),
      ([entries, shuffled, again]) => {
        const once = board(...entries);
        let log: ReadonlyMap<string, Entry> = new Map();
        for (const one of shuffled) {
          // On one device an entry waits first, as it was made there, and comes back recorded.
          log = merged(log, [{ ...one, sequence: null, recordedAt: null }]);
          log = merged(log, [one]);
        }
        for (const n of again)
          if (entries[n]) log = merged(log, [{ ...entries[n], sequence: null }, entries[n]]);
        expect(boardOf(log)).toEqual(once);
      },
    ),
    { numRuns: 400 },
  );
});

test('two halves of a log merged give the board of the whole, whichever comes first', () => {
  fc.assert(
    fc.property(anyEntries, fc.nat(12), (entries, cut) => {
      const [first, second] = [entries.slice(0, cut), entries.slice(cut)];
      const one = merged(merged(new Map(), first), second);
      const other = merged(merged(new Map(), second), first);
      expect(boardOf(one)).toEqual(boardOf(other));
    }),
  );
});

test('victims met and handed over are counted, and the minutes from the one to the other', () => {
  const shown = board(
    entry('victims_met', 3, { counts: { ...noCounts, women: 2, girls: 1 } }),
    entry('victims_met', 9, { counts: { ...noCounts, men: 1 } }),
    entry('hand_over', 41, { counts: { ...noCounts, women: 2 }, providerId: 'provider' }),
  );
  expect(shown.met).toEqual({ ...noCounts, women: 2, girls: 1, men: 1 });
  expect(shown.handedOver).toEqual({ ...noCounts, women: 2 });
  expect(minutesToService(shown)).toBe(38);
  expect(minutesToService(board(entry('victims_met', 3, { counts: noCounts })))).toBeNull();
});

test('what was taken back does not count, and stays on the timeline', () => {
  const wrong = entry('arrests', 5, { amount: 4 });
  const shown = board(
    wrong,
    entry('arrests', 6, { amount: 1 }),
    entry('taken_back', 7, { corrects: wrong.id }),
  );
  expect(shown.arrests).toBe(1);
  expect(shown.timeline.map(({ kind, gone }) => [kind, gone])).toEqual([
    ['arrests', true],
    ['arrests', false],
    ['taken_back', false],
  ]);
});

test('a stage runs from its beginning to its end, and begins again when somebody says so', () => {
  const s = { stageId: 's1' };
  expect(board(entry('stage_began', 1, s)).stages['s1']).toMatchObject({ state: 'running', began: at(1) });
  expect(board(entry('stage_began', 1, s), entry('stage_done', 8, s)).stages['s1']).toMatchObject({
    state: 'done',
    finished: at(8),
  });
  expect(board(entry('stage_done', 8, s), entry('stage_began', 9, s)).stages['s1']).toMatchObject({
    state: 'running',
    finished: null,
  });
  expect(board(entry('no_go', 1, s), entry('go', 2)).stages['s1']?.decision).toMatchObject({ go: false });
  expect(board(entry('no_go', 1, s), entry('go', 2)).decision).toMatchObject({ go: true });
});

test('somebody in place is there until they leave', () => {
  const p = { postId: 'p1' };
  expect(board(entry('in_place', 1, p), entry('in_place', 2, p)).inPlace).toEqual({ p1: at(1) });
  expect(board(entry('in_place', 1, p), entry('left_place', 2, p)).inPlace).toEqual({});
});

const start = new Date(Date.UTC(2026, 4, 1, 20));
const end = new Date(Date.UTC(2026, 4, 1, 23));
const hours = (from: Date, n: number) => new Date(from.getTime() + n * 3_600_000);

test.each([
  ['before the start', null, null, start, start, 'not_started'],
  ['while it runs', start, null, hours(start, 1), hours(start, 1), 'in_time'],
  ['made an hour before the start, sent after it', start, null, hours(start, -1), hours(start, 1), 'in_time'],
  ['made on another day before', start, null, hours(start, -13), hours(start, 1), 'before_start'],
  ['within a day of the end', start, end, hours(end, 2), hours(end, 2), 'in_time'],
  ['more than a day after the end', start, end, hours(end, 25), hours(end, 25), 'ended'],
  ['made before the end, sent an hour after it', start, end, hours(end, -1), hours(end, 1), 'late'],
  ['made before the end, sent a week after it', start, end, hours(end, -1), hours(end, 168), 'late'],
  ['sent in the second of the end', start, end, end, end, 'in_time'],
] as const)('an entry %s is judged by its own time: %#', (_name, startedAt, endedAt, made, now, verdict) => {
  expect(timely({ startedAt, endedAt }, made, now)).toBe(verdict);
});

test('a phone whose clock is hours off has its times set right; a few seconds are left as they are', () => {
  const now = hours(start, 1);
  expect(setRight(hours(start, 3.5), hours(start, 4), now)).toEqual(hours(start, 0.5));
  const second = new Date(now.getTime() - 9000);
  expect(setRight(second, new Date(now.getTime() - 2000), now)).toEqual(second);
  expect(
    setRight(new Date(now.getTime() + 5000), new Date(now.getTime() + 6000), now),
    'never ahead',
  ).toEqual(now);
});

test('orders are given by who runs it or commands on scene; everybody on the roster writes down the rest', () => {
  const medic = { runs: false, commandsOnScene: false, posts: ['p1'] };
  expect(mayRecord(medic, 'medical', null)).toBe(true);
  expect(mayRecord(medic, 'abort', null)).toBe(true);
  expect(mayRecord(medic, 'in_place', 'p1')).toBe(true);
  expect(mayRecord(medic, 'in_place', 'p2')).toBe(false);
  for (const kind of ['go', 'no_go', 'stage_began', 'stage_done', 'stage_skipped'] as const) {
    expect(mayRecord(medic, kind, null), kind).toBe(false);
    expect(mayRecord({ ...medic, commandsOnScene: true }, kind, null), kind).toBe(true);
    expect(mayRecord({ ...medic, runs: true }, kind, null), kind).toBe(true);
  }
});

test('an entry must say what its kind says: how many, which post, which stage', () => {
  const blank = (kind: EntryKind) => blankEntry('x', kind, at(0));
  const wanting = entryKinds.filter((kind) => !isWhole(blank(kind)));
  expect(wanting).toEqual([
    'in_place',
    'left_place',
    'stage_began',
    'stage_done',
    'stage_skipped',
    'victims_met',
    'hand_over',
    'arrests',
    'evidence_secured',
    'property_recovered',
    'note',
    'taken_back',
  ]);
  expect(isWhole({ ...blank('victims_met'), counts: noCounts })).toBe(false);
  for (const name of countNames)
    expect(isWhole({ ...blank('victims_met'), counts: { ...noCounts, [name]: 1 } }), name).toBe(true);
});
