import { expect, test } from 'vitest';
import { closeStrand, correctEntry, openStrand, reopenStrand, retractEntry } from './rules-history.ts';
import { placeOf, spells, stays } from './rules-spells.ts';
import { moveStrand } from './rules-transitions.ts';
import { at, codes, engaged, engagement, sergeant, store, value, why } from './rules-arranging.ts';

test('a strand is closed with a reason, and "charged and done" only after the arrest', () => {
  const close = (closeReason: 'charged_and_done' | 'inactive', reason?: string) =>
    closeStrand(
      engaged,
      { closeReason, effectiveOn: '2026-04-01', reason: reason ?? null },
      at('2026-04-01'),
    );
  expect(codes(close('charged_and_done'))).toEqual(['not_post_operational']);
  expect(codes(close('inactive'))).toEqual(['reason_needed']);
  const closed = store(
    ...engaged,
    value(close('inactive', 'No lead left after the last phone went silent.')),
  );
  expect(placeOf(closed)).toBe('closed');
  expect(spells(closed).at(-1)?.exit).toEqual({ kind: 'closed', event: null, closeReason: 'inactive' });
  expect(
    codes(closeStrand(closed, { closeReason: 'inactive', effectiveOn: '2026-04-02' }, at('2026-04-02'))),
  ).toEqual(['strand_not_open']);
  expect(codes(moveStrand(closed, engagement, at('2026-04-02')))).toEqual(['strand_not_open']);
});

test('a closed strand reopens where it was with a reason, earlier with a supervisor, later never', () => {
  const closing = closeStrand(
    engaged,
    { closeReason: 'inactive', effectiveOn: '2026-04-01', reason: why },
    at('2026-04-01'),
  );
  const closed = store(...engaged, value(closing));
  const reopen = (to: 'pre_operational' | 'operational' | 'post_operational', approver = false) =>
    reopenStrand(
      closed,
      {
        to,
        event: 'new_information',
        effectiveOn: '2026-05-01',
        reason: why,
        approver: approver ? sergeant : null,
      },
      at('2026-05-01'),
    );
  expect(reopen('operational').ok).toBe(true);
  expect(codes(reopen('pre_operational'))).toEqual(['supervisor_needed']);
  expect(reopen('pre_operational', true).ok).toBe(true);
  expect(codes(reopen('post_operational', true))).toEqual(['later_phase']);
  const again = store(...closed, value(reopen('operational')));
  expect(stays(again).map((stay) => stay.place)).toEqual([
    'pre_operational',
    'operational',
    'closed',
    'operational',
  ]);
  expect(
    codes(
      reopenStrand(
        engaged,
        { to: 'operational', event: 'new_information', effectiveOn: '2026-05-01', reason: why },
        at('2026-05-01'),
      ),
    ),
  ).toEqual(['strand_open']);
});

test('a correction moves the day, keeps the wrong entry and keeps when the fact was first known', () => {
  const correction = correctEntry(
    engaged,
    { supersedes: 'e2', effectiveOn: '2026-02-08', reason: why },
    at('2026-03-20'),
  );
  const history = store(...engaged, value(correction));
  expect(history).toHaveLength(3);
  expect(spells(history).map((spell) => spell.entered)).toEqual(['2026-01-05', '2026-02-08']);
  expect(spells(history)[1]).toMatchObject({ seenFrom: '2026-02-12', lateByDays: 4, entryId: 'e3' });
  expect(
    codes(
      correctEntry(history, { supersedes: 'e2', effectiveOn: '2026-02-09', reason: why }, at('2026-03-20')),
    ),
  ).toEqual(['not_in_force']);
});

test('a correction cannot pass its neighbours or change what kind of move it was', () => {
  const correct = (extra: object) =>
    correctEntry(
      engaged,
      { supersedes: 'e2', effectiveOn: '2026-02-08', reason: why, ...extra },
      at('2026-03-20'),
    );
  expect(codes(correct({ effectiveOn: '2026-01-04' }))).toEqual(['before_current_spell']);
  expect(codes(correct({ event: 'released' }))).toEqual(['event_needed']);
  expect(codes(correct({ closeReason: 'inactive' }))).toEqual(['reason_not_wanted']);
  expect(codes(correct({ supersedes: 'e1', effectiveOn: '2026-02-11' }))).toEqual(['after_next_entry']);
  expect(codes(correct({ reason: null }))).toEqual(['reason_needed']);
});

test('only the last entry can be taken back, by two people, and it stays in the history', () => {
  const retract = (supersedes: string, approver: typeof sergeant | null) =>
    retractEntry(engaged, { supersedes, reason: why, approver }, at('2026-03-20'));
  expect(codes(retract('e1', sergeant))).toEqual(['not_the_last', 'is_the_opening']);
  expect(codes(retract('e2', null))).toEqual(['supervisor_needed']);
  const history = store(...engaged, value(retract('e2', sergeant)));
  expect(history).toHaveLength(3);
  expect(placeOf(history)).toBe('pre_operational');
});

test('a strand that joins late is seen only from the day it was known, as an import says', () => {
  const opened = openStrand(
    { phase: 'post_operational', openedOn: '2019-03-01', knownSince: '2019-03-04' },
    at('2026-01-05'),
  );
  expect(spells(store(value(opened)))[0]).toMatchObject({
    phase: 'post_operational',
    seenFrom: '2019-03-04',
  });
  expect(codes(openStrand({ phase: 'operational', openedOn: '2026-01-06' }, at('2026-01-05')))).toEqual([
    'in_the_future',
  ]);
});
