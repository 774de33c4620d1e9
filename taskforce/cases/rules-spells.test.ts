import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Phase } from '../vocabulary/cases.ts';
import { exitChecklistItems, phases, strandCloseReasons } from '../vocabulary/cases.ts';
import { addDays, daysBetween } from '../vocabulary/days.ts';
import { eventsOfMove, transitionEvents } from '../vocabulary/transitions.ts';
import { closeStrand, correctEntry, openStrand, reopenStrand, retractEntry } from './rules-history.ts';
import type { HistoryEntry } from './rules-spells.ts';
import { directionOf, liveHistory, phasePicture, placeOf, spells, stays } from './rules-spells.ts';
import type { NewEntry, Setting } from './rules-transitions.ts';
import { moveStrand } from './rules-transitions.ts';

const start = '2026-01-01';
const reason = fc.constantFrom(null, 'too short', 'Long enough to explain what has happened here.');
const approver = fc.constantFrom(
  null,
  { id: 'author', isSupervisor: true },
  { id: 'other', isSupervisor: false },
  { id: 'chief', isSupervisor: true },
);

/** One wish of an arbitrary user: any kind, any phase, event, day, reason and signature, right or wrong. */
const wish = fc.record({
  kind: fc.constantFrom('move', 'move', 'move', 'close', 'reopen', 'correct', 'retract'),
  to: fc.constantFrom(...phases),
  event: fc.constantFrom(...transitionEvents),
  closeReason: fc.constantFrom(...strandCloseReasons),
  day: fc.integer({ min: -3, max: 40 }),
  passed: fc.integer({ min: 0, max: 5 }),
  pick: fc.nat(20),
  checklistDone: fc.boolean(),
  danger: fc.boolean(),
  reason,
  approver,
});
type Wish = typeof wish extends fc.Arbitrary<infer W> ? W : never;

function answer(history: HistoryEntry[], wish: Wish, setting: Setting) {
  const effectiveOn = addDays(start, wish.day);
  const request = { ...wish, effectiveOn, supersedes: `e${wish.pick}` };
  const state = wish.checklistDone ? ('present' as const) : ('open' as const);
  const checklist = exitChecklistItems.map((item) => ({ item, state, reason: null, byId: 'author' }));
  if (wish.kind === 'close') return closeStrand(history, request, setting);
  if (wish.kind === 'reopen') return reopenStrand(history, request, setting);
  if (wish.kind === 'retract') return retractEntry(history, request, setting);
  if (wish.kind === 'correct') {
    const held = history.find((entry) => entry.id === request.supersedes);
    const fact = { event: held?.event ?? null, closeReason: held?.closeReason ?? null };
    return correctEntry(history, { ...request, ...fact }, setting);
  }
  const move = moveStrand(history, { ...request, checklist }, setting);
  return move.ok ? { ok: true as const, value: move.value.entry } : move;
}

/** Plays the wishes one after the other, the clock going forward; hands every accepted history to `check`. */
function play(opening: Phase, wishes: Wish[], check: (history: HistoryEntry[], today: string) => void): void {
  let passed = 10;
  const setting = (): Setting => ({
    authorId: 'author',
    now: new Date(Date.parse(`${addDays(start, passed)}T12:00:00Z`)),
  });
  const opened = openStrand({ phase: opening, openedOn: start }, setting());
  if (!opened.ok) throw new Error('the opening is lawful');
  let history: HistoryEntry[] = [{ ...opened.value, id: 'e0' }];
  for (const one of wishes) {
    passed += one.passed;
    const frozen = structuredClone(history);
    const said = answer(history, one, setting());
    expect(history, 'a rule never writes into the history').toEqual(frozen);
    if (!said.ok) {
      expect(said.refusals.length).toBeGreaterThan(0);
      continue;
    }
    const entry: NewEntry = said.value;
    history = [...history, { ...entry, id: `e${history.length}` }];
    expect(history.slice(0, -1), 'nothing is overwritten').toEqual(frozen);
    check(history, addDays(start, passed));
  }
}

const games = [fc.constantFrom(...phases), fc.array(wish, { maxLength: 40 })] as const;

test('no sequence of accepted entries leaves a gap, an overlap or a stay of negative length', () => {
  fc.assert(
    fc.property(...games, (opening, wishes) => {
      play(opening, wishes, (history, today) => {
        const all = stays(history);
        expect(all[0]?.entered).toBe(liveHistory(history)[0]?.effectiveOn);
        all.forEach((stay, index) => {
          expect(stay.left).toBe(all[index + 1]?.entered ?? null);
          expect(daysBetween(stay.entered, stay.left ?? today)).toBeGreaterThanOrEqual(0);
          expect(stay.seenFrom >= stay.entered).toBe(true);
          expect(stay.place === all[index + 1]?.place, 'a stay is followed by another place').toBe(false);
        });
        const lasted = all.reduce((sum, stay) => sum + daysBetween(stay.entered, stay.left ?? today), 0);
        expect(lasted, 'the stays partition the time since the opening').toBe(
          daysBetween(all[0]?.entered ?? '', today),
        );
      });
    }),
    { numRuns: 400 },
  );
});

test('no accepted history holds a forward move without its event', () => {
  fc.assert(
    fc.property(...games, (opening, wishes) => {
      play(opening, wishes, (history) => {
        for (const [before, entry] of pairs(history)) {
          if (entry.from === null || entry.to === null) continue;
          expect(before.to).toBe(entry.from);
          expect(eventsOfMove[`${entry.from}>${entry.to}`]).toContain(entry.event);
        }
      });
    }),
    { numRuns: 400 },
  );
});

test('no accepted history goes back without supervisor and reason, even by closing and reopening', () => {
  fc.assert(
    fc.property(...games, (opening, wishes) => {
      play(opening, wishes, (history) => {
        for (const [before, entry] of pairs(history)) {
          const from = entry.from ?? before.from;
          if (entry.to === null || from === null) continue;
          const direction = directionOf(from, entry.to);
          if (direction === null || direction === 'forward') continue;
          expect((entry.reason ?? '').length).toBeGreaterThanOrEqual(20);
          const signed = entry.approverId === 'chief';
          expect(signed || (direction === 'skipping' && entry.bypassed.includes('approval'))).toBe(true);
          expect(entry.from === null && direction === 'skipping', 'reopening never skips ahead').toBe(false);
        }
      });
    }),
    { numRuns: 400 },
  );
});

test('after taking back a move the strand stands where that move had found it', () => {
  fc.assert(
    fc.property(...games, (opening, wishes) => {
      const places: string[] = [];
      play(opening, wishes, (history) => {
        const last = history.at(-1);
        if (last?.retracts) expect(placeOf(history)).toBe(last.from ?? 'closed');
        places.push(placeOf(history) ?? 'none');
        expect(spells(history).length).toBeLessThanOrEqual(stays(history).length);
      });
      expect(places).not.toContain('none');
    }),
  );
});

test('the phase picture adds up to the number of strands', () => {
  const places = fc.array(fc.constantFrom(...phases, 'closed' as const), { maxLength: 200 });
  fc.assert(
    fc.property(places, (all) => {
      expect(Object.values(phasePicture(all)).reduce((sum, count) => sum + count, 0)).toBe(all.length);
    }),
  );
});

test('the game reaches every kind of entry, so that the properties above are not empty', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(...games, (opening, wishes) => {
      play(opening, wishes, (history) => {
        const last = history.at(-1);
        if (!last) return;
        if (last.retracts) seen.add('retract');
        else if (last.supersedes) seen.add('correct');
        else if (last.to === null) seen.add('close');
        else if (last.from === null) seen.add('reopen');
        else seen.add(directionOf(last.from, last.to) ?? 'same');
      });
    }),
    { numRuns: 1500, seed: 7 },
  );
  expect([...seen].toSorted()).toEqual([
    'backward',
    'close',
    'correct',
    'forward',
    'reopen',
    'retract',
    'skipping',
  ]);
});

test('a correction of a line that is not there is a broken store and says so', () => {
  const opened = openStrand(
    { phase: 'operational', openedOn: start },
    { authorId: 'a', now: new Date('2026-01-01T12:00:00Z') },
  );
  if (!opened.ok) throw new Error('the opening is lawful');
  expect(() => stays([{ ...opened.value, id: 'e1', supersedes: 'lost' }])).toThrow('does not hold');
});

function pairs(history: HistoryEntry[]) {
  const live = liveHistory(history);
  return live.slice(1).map((entry, index) => {
    const before = live[index];
    if (!before) throw new Error('every later entry has one before it');
    return [before, entry] as const;
  });
}
