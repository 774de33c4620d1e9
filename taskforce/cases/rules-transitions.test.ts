import { expect, test } from 'vitest';
import type { ChecklistLine } from './rules-checklist.ts';
import { openItems, setChecklistLine } from './rules-checklist.ts';
import { phasePicture, placeOn, spells } from './rules-spells.ts';
import type { MoveRequest } from './rules-transitions.ts';
import { moveStrand, needsSupervisor } from './rules-transitions.ts';
import {
  at,
  codes,
  engaged,
  engagement,
  opening,
  sergeant,
  settled,
  store,
  value,
  why,
} from './rules-arranging.ts';

test('a first covert engagement takes a strand to operational, and late recording is flagged in days', () => {
  const move = value(moveStrand(store(opening), engagement, at('2026-02-12')));
  expect(move).toMatchObject({ direction: 'forward', lateByDays: 2, leftOpen: [] });
  expect(move.entry).toMatchObject({
    from: 'pre_operational',
    to: 'operational',
    approverId: null,
    bypassed: [],
  });
  const [first, second] = spells(engaged);
  expect(first).toMatchObject({ phase: 'pre_operational', entered: '2026-01-05', left: '2026-02-10' });
  expect(first?.exit).toEqual({ kind: 'advanced', event: 'first_covert_engagement', closeReason: null });
  expect(second).toMatchObject({ phase: 'operational', entered: '2026-02-10', left: null, exit: null });
  expect(second).toMatchObject({ seenFrom: '2026-02-12', lateByDays: 2 });
});

test('a forward move without the event that defines it is refused and says which events would do', () => {
  const answer = moveStrand(store(opening), { ...engagement, event: 'arrest' }, at('2026-02-12'));
  expect(answer).toEqual({
    ok: false,
    refusals: [
      {
        code: 'event_needed',
        field: 'event',
        remedy: 'This move rests on one of these events: first_covert_engagement.',
      },
    ],
  });
});

test.each(['arrest', 'takedown', 'became_public'] as const)(
  '%s takes an operational strand forward',
  (event) => {
    const move = moveStrand(
      engaged,
      { ...engagement, to: 'post_operational', event, effectiveOn: '2026-03-01' },
      at('2026-03-01'),
    );
    expect(value(move).direction).toBe('forward');
  },
);

test('a day in the future, before the spell began, or not in the calendar is refused', () => {
  const on = (effectiveOn: string) =>
    moveStrand(store(opening), { ...engagement, effectiveOn }, at('2026-02-12'));
  expect(codes(on('2026-02-13'))).toEqual(['in_the_future']);
  expect(codes(on('2026-01-04'))).toEqual(['before_current_spell']);
  expect(codes(on('2026-02-30'))).toEqual(['no_such_day']);
  expect(on('2026-01-05').ok, 'the same day keeps the order of the entries').toBe(true);
});

test('today is counted where the task force works, not in Greenwich', () => {
  const evening = { authorId: 'det', now: new Date('2026-02-13T03:00:00Z') };
  const request = { ...engagement, effectiveOn: '2026-02-13' };
  expect(codes(moveStrand(store(opening), request, { ...evening, zone: 'America/Chicago' }))).toEqual([
    'in_the_future',
  ]);
  expect(moveStrand(store(opening), request, evening).ok).toBe(true);
});

test('skipping the operational phase needs a reason and a supervisor who is not the author', () => {
  const skip: MoveRequest = { ...engagement, to: 'post_operational', event: 'arrest' };
  const tried = (extra: Partial<MoveRequest>) =>
    moveStrand(store(opening), { ...skip, ...extra }, at('2026-02-12'));
  expect(needsSupervisor('pre_operational', 'post_operational')).toBe(true);
  expect(codes(tried({}))).toEqual(['reason_needed', 'supervisor_needed']);
  expect(codes(tried({ reason: 'too short', approver: sergeant }))).toEqual(['reason_needed']);
  expect(codes(tried({ reason: why, approver: { id: 'sgt', isSupervisor: false } }))).toEqual([
    'supervisor_needed',
  ]);
  expect(codes(tried({ reason: why, approver: { id: 'det', isSupervisor: true } }))).toEqual([
    'second_person_needed',
  ]);
  expect(value(tried({ reason: why, approver: sergeant })).entry).toMatchObject({
    approverId: 'sgt',
    reason: why,
  });
});

test('blanks do not make a reason', () => {
  const back: MoveRequest = {
    ...engagement,
    to: 'pre_operational',
    event: 'engagement_ended',
    effectiveOn: '2026-03-01',
    reason: '                      short',
    approver: sergeant,
  };
  expect(codes(moveStrand(engaged, back, at('2026-03-02')))).toEqual(['reason_needed']);
});

test('a released target goes back, and both the stay and its way out are kept', () => {
  const back: MoveRequest = {
    ...engagement,
    to: 'pre_operational',
    event: 'released',
    effectiveOn: '2026-03-01',
    reason: why,
    approver: sergeant,
  };
  const history = store(...engaged, value(moveStrand(engaged, back, at('2026-03-01'))).entry);
  expect(spells(history).map((spell) => [spell.phase, spell.exit?.kind ?? null])).toEqual([
    ['pre_operational', 'advanced'],
    ['operational', 'went_back'],
    ['pre_operational', null],
  ]);
});

test('open checklist items hold a strand back one by one, until settled or waived with a reason and a name', () => {
  const lines = settled.filter((line) => line.item !== 'deconfliction' && line.item !== 'goals');
  const request = { ...engagement, checklist: lines };
  expect(codes(moveStrand(store(opening), request, at('2026-02-12')))).toEqual([
    'checklist_open',
    'checklist_open',
  ]);
  const waived = (reason: string | null, byId: string | null): ChecklistLine[] => [
    ...lines,
    { item: 'goals', state: 'waived', reason, byId },
    { item: 'deconfliction', state: 'present', reason: null, byId: 'det' },
  ];
  expect(openItems(waived('no', 'sgt'))).toEqual(['goals']);
  expect(openItems(waived('Goals follow from the federal case we joined.', null))).toEqual(['goals']);
  expect(openItems(waived('Goals follow from the federal case we joined.', 'sgt'))).toEqual([]);
  expect(openItems([], ['goals'])).toEqual(['goals']);
});

test('a waiver without reason or name is refused when it is set', () => {
  expect(codes(setChecklistLine({ item: 'goals', state: 'waived', reason: null, byId: null }))).toEqual([
    'reason_needed',
    'person_needed',
  ]);
  expect(setChecklistLine({ item: 'goals', state: 'open', reason: null, byId: null }).ok).toBe(true);
});

test('danger passes the checklist and the entry says so', () => {
  const move = value(
    moveStrand(store(opening), { ...engagement, checklist: [], danger: true }, at('2026-02-12')),
  );
  expect(move.entry.bypassed).toEqual(['pre_operational_checklist']);
  expect(move.leftOpen).toContain('victim_recovery_and_safety_plan');
});

test('an arrest in danger may skip before the supervisor has signed, never without a reason, and is on record', () => {
  const skip: MoveRequest = { ...engagement, to: 'post_operational', event: 'arrest', danger: true };
  expect(codes(moveStrand(store(opening), skip, at('2026-02-12')))).toEqual(['reason_needed']);
  const move = value(moveStrand(store(opening), { ...skip, reason: why }, at('2026-02-12')));
  expect(move.entry.bypassed).toEqual(['approval']);
});

test('danger is no way around the supervisor for going back', () => {
  const back: MoveRequest = {
    ...engagement,
    to: 'pre_operational',
    event: 'released',
    effectiveOn: '2026-03-01',
    reason: why,
    danger: true,
  };
  expect(codes(moveStrand(engaged, back, at('2026-03-01')))).toEqual(['supervisor_needed']);
});

test('a case with strands in three phases shows all three', () => {
  expect(phasePicture(['pre_operational', 'pre_operational', 'operational', 'post_operational'])).toEqual({
    pre_operational: 2,
    operational: 1,
    post_operational: 1,
    closed: 0,
  });
  expect(placeOn(engaged, '2026-02-09')).toBe('pre_operational');
  expect(placeOn(engaged, '2026-02-10')).toBe('operational');
  expect(placeOn(engaged, '2026-01-04')).toBeNull();
});
