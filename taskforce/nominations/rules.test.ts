import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  castVote,
  checkStanding,
  decide,
  defaultSettings,
  keptUntil,
  laborShare,
  recordCheck,
  withTheVotes,
  type CheckFacts,
  type Deciding,
} from './rules.ts';

const because = 'Three workers told the same story to two people.';
const sound: Deciding = {
  decision: 'approve',
  rationale: because,
  returnsOn: null,
  state: 'waiting',
  nominatedBy: 'author',
  byId: 'supervisor',
  votes: 3,
  check: 'clear',
  today: '2026-03-10',
};
const codes = (given: Deciding) => {
  const answer = decide(given);
  return answer.ok ? [] : answer.refusals.map(({ code }) => code);
};

test('a nomination is approved by another supervisor, with the quorum, after asking whether others work on it', () => {
  expect(codes(sound)).toEqual([]);
  expect(codes({ ...sound, byId: 'author' })).toEqual(['second_person_needed']);
  expect(codes({ ...sound, votes: 2 })).toEqual(['quorum']);
  for (const check of ['never', 'open', 'waiting', 'stale'] as const)
    expect(codes({ ...sound, check }), check).toEqual(['deconfliction_needed']);
  expect(codes({ ...sound, rationale: 'yes' })).toEqual(['reason_needed']);
  expect(codes({ ...sound, state: 'rejected' })).toEqual(['already_decided']);
});

test('what is rejected needs no answer about others at work, and what is deferred comes back within the limit', () => {
  expect(codes({ ...sound, decision: 'reject', check: 'never' })).toEqual([]);
  expect(codes({ ...sound, decision: 'defer', check: 'never', returnsOn: '2026-04-01' })).toEqual([]);
  for (const returnsOn of [null, '2026-03-10', '2026-09-07'])
    expect(codes({ ...sound, decision: 'defer', returnsOn })).toEqual(['defer_until']);
  expect(codes({ ...sound, decision: 'defer', returnsOn: '2026-09-06' })).toEqual([]);
});

test('a supervisor may decide against the votes, and that is said', () => {
  const cast = { approve: 3, reject: 1, defer: 0, abstain: 4 };
  expect(withTheVotes('approve', cast)).toBe(true);
  expect(withTheVotes('reject', cast)).toBe(false);
  expect(withTheVotes('reject', { approve: 1, reject: 1, defer: 0, abstain: 0 })).toBe(null);
  expect(withTheVotes('defer', { approve: 0, reject: 0, defer: 0, abstain: 3 })).toBe(null);
});

test('who nominated does not vote, nobody votes without a reason, and nobody votes after the decision', () => {
  const vote = { state: 'waiting' as const, nominatedBy: 'a', byId: 'b', rationale: because };
  expect(castVote(vote).ok).toBe(true);
  expect(castVote({ ...vote, byId: 'a' })).toMatchObject({ refusals: [{ code: 'own_nomination' }] });
  expect(castVote({ ...vote, rationale: ' short ' })).toMatchObject({
    refusals: [{ code: 'reason_needed', field: 'rationale' }],
  });
  expect(castVote({ ...vote, state: 'approved' })).toMatchObject({ refusals: [{ code: 'already_decided' }] });
});

test('the answer of a regional system has its number, a settled hit says with whom, and no answer is of tomorrow', () => {
  const check = {
    result: 'no_hit' as const,
    checkedOn: '2026-03-01',
    system: 'RISSafe',
    systems: ['RISSafe', 'SAFETNet'],
    reference: 'RS-1',
    note: '',
    today: '2026-03-01',
    state: 'deferred' as const,
  };
  expect(recordCheck(check).ok).toBe(true);
  expect(recordCheck({ ...check, checkedOn: '2026-03-02' })).toMatchObject({
    refusals: [{ code: 'in_the_future' }],
  });
  expect(recordCheck({ ...check, result: 'hit_resolved' })).toMatchObject({
    refusals: [{ code: 'reason_needed', field: 'note' }],
  });
  expect(recordCheck({ ...check, reference: null, system: 'A friend' })).toMatchObject({
    refusals: [
      { code: 'handoff_system', field: 'system' },
      { code: 'reference_needed', field: 'reference' },
    ],
  });
  expect(recordCheck({ ...check, state: 'rejected' })).toMatchObject({
    refusals: [{ code: 'already_decided' }],
  });
});

test('being nominated never lengthens the clock of a tip', () => {
  const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const day = days.map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.option(day), (since, tip) => {
      const until = keptUntil(since, tip);
      if (tip !== null) expect(until <= tip).toBe(true);
      expect(until <= keptUntil(since, null)).toBe(true);
    }),
  );
  expect(keptUntil('2026-01-01', null)).toBe('2027-01-01');
  expect(keptUntil('2026-01-01', '2026-06-01')).toBe('2026-06-01');
});

const asked: CheckFacts = {
  room: { result: 'no_hit', on: '2026-03-01' },
  hand: null,
  live: 2,
  waiting: 0,
  open: 0,
};

test('an answer about others at work grows old', () => {
  expect(checkStanding({ ...asked, room: null, live: 0 }, '2026-03-01')).toBe('never');
  expect(checkStanding(asked, '2026-03-31')).toBe('clear');
  expect(checkStanding(asked, '2026-04-01')).toBe('stale');
  expect(checkStanding(asked, '2026-03-31', { ...defaultSettings, checkDays: 7 })).toBe('stale');
});

test('what is open comes before everything, and an answer without anything to compare needs its reason', () => {
  expect(checkStanding({ ...asked, open: 1 }, '2026-03-01')).toBe('open');
  expect(checkStanding({ ...asked, hand: 'hit_open' }, '2026-03-01')).toBe('open');
  expect(checkStanding({ ...asked, hand: 'hit_resolved' }, '2026-03-01')).toBe('clear');
  expect(checkStanding({ ...asked, waiting: 1 }, '2026-03-01')).toBe('waiting');
  expect(checkStanding({ ...asked, live: 0 }, '2026-03-01')).toBe('stale');
  const nothing = { result: 'no_identifier' as const, on: '2026-03-01' };
  expect(checkStanding({ ...asked, live: 0, room: nothing }, '2026-03-01')).toBe('clear');
  // A hit of before that both sides settled meanwhile is not open any more: the room knows it by itself.
  expect(checkStanding({ ...asked, room: { result: 'hit_open', on: '2026-03-01' } }, '2026-03-02')).toBe(
    'clear',
  );
});

test('the share of labor leaves out what is undetermined instead of hiding it', () => {
  const types = [
    { type: 'sex', count: 6 },
    { type: 'labor', count: 1 },
    { type: 'both', count: 1 },
    { type: 'undetermined', count: 4 },
  ];
  expect(laborShare(types)).toEqual({ labor: 2, known: 8, undetermined: 4 });
  expect(laborShare([])).toEqual({ labor: 0, known: 0, undetermined: 0 });
});
