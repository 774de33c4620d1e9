import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Verdict } from '../vocabulary/refusals.ts';
import { noActionReasons, tipStates } from '../vocabulary/tips.ts';
import * as rules from './rules.ts';

const received = new Date('2026-03-06T15:00:00Z');
const at = (minutes: number) => new Date(received.getTime() + minutes * 60_000);
const codes = (answer: Verdict<unknown>): string[] =>
  answer.ok ? [] : answer.refusals.map((one) => one.code);
function value<T>(answer: Verdict<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
  return answer.value;
}

const tip: rules.Tip = {
  state: 'received',
  receivedAt: received,
  reopenedAt: null,
  decidedAt: null,
  askedBackAt: null,
  answeredAt: null,
  expiredAt: null,
  danger: null,
  canBeAsked: true,
  legalHold: false,
};
const noAction = {
  decision: 'no_action',
  reason: 'duplicate',
  explanation: null,
  duplicateOfId: 't0',
} as const;
const why = 'Patrol found the house empty and for sale.';

test('each decision leads to its state when its fields are there', () => {
  const decide = (decision: rules.Decision) => value(rules.decideTip(tip, decision, at(5))).to;
  expect(
    decide({ decision: 'open_case', type: 'undetermined', leadAgencyId: 'a', originRoute: 'hotline' }),
  ).toBe('opened_case');
  expect(decide({ decision: 'attach', caseIds: ['c1', 'c2'] })).toBe('attached');
  expect(
    decide({
      decision: 'refer_out',
      recipient: 'child_protection',
      recipientName: 'County hotline',
      how: 'by phone',
    }),
  ).toBe('referred_out');
  expect(decide({ decision: 'ask_back', question: 'Which motel was it?' })).toBe('asked_back');
  expect(decide(noAction)).toBe('no_action');
});

test('each decision names every field it misses', () => {
  const decide = (decision: rules.Decision, of = tip) => codes(rules.decideTip(of, decision, at(5)));
  expect(decide({ decision: 'open_case', type: null, leadAgencyId: null, originRoute: null })).toEqual([
    'type_needed',
    'agency_needed',
    'route_needed',
  ]);
  expect(decide({ decision: 'attach', caseIds: [] })).toEqual(['case_needed']);
  expect(decide({ decision: 'refer_out', recipient: null, recipientName: ' ', how: null })).toEqual([
    'recipient_needed',
    'name_needed',
    'how_needed',
  ]);
  expect(decide({ decision: 'ask_back', question: 'where?' }, { ...tip, canBeAsked: false })).toEqual([
    'question_needed',
    'no_way_back',
  ]);
  expect(decide({ ...noAction, duplicateOfId: null })).toEqual(['original_needed']);
  expect(
    decide({
      ...noAction,
      reason: 'not_trafficking',
      explanation: 'A dispute over pay; everybody is free to leave.',
    }),
  ).toEqual([]);
  expect(decide({ ...noAction, reason: 'not_trafficking', explanation: 'no' })).toEqual([
    'explanation_needed',
  ]);
  expect(decide({ ...noAction, reason: null })).toEqual(['reason_needed']);
});

test('no reason for closing a tip speaks of how a person behaved', () => {
  expect(noActionReasons.join(' ')).not.toMatch(/demean|behav|cooperat|hostile|credib/);
});

test('while somebody is in danger a tip goes only into a case', () => {
  const danger = rules.raiseDanger(null, received);
  expect(codes(rules.decideTip({ ...tip, danger }, noAction, at(5)))).toEqual(['danger_open']);
  expect(rules.decideTip({ ...tip, danger }, { decision: 'attach', caseIds: ['c1'] }, at(5)).ok).toBe(true);
});

test('a decided tip is decided again only after it was reopened, with a reason', () => {
  const decided = { ...tip, state: 'no_action' } as const;
  expect(codes(rules.decideTip(decided, noAction, at(9)))).toEqual(['already_decided']);
  const request = { reason: why, isSupervisor: false, caseHasWork: false };
  expect(codes(rules.reopenTip(decided, { ...request, reason: null }, at(9)))).toEqual(['reason_needed']);
  expect(value(rules.reopenTip(decided, request, at(9))).to).toBe('received');
  expect(codes(rules.reopenTip(tip, request, at(9)))).toEqual(['not_reopenable']);
  expect(
    codes(rules.reopenTip({ ...tip, state: 'opened_case' }, { ...request, caseHasWork: true }, at(9))),
  ).toEqual(['case_has_work']);
  expect(codes(rules.reopenTip({ ...tip, state: 'expired' }, request, at(9)))).toEqual(['supervisor_needed']);
});

test('an answer brings a tip back into the queue', () => {
  expect(value(rules.receiveAnswer({ ...tip, state: 'asked_back' }, at(9))).to).toBe('received');
  expect(codes(rules.receiveAnswer(tip, at(9)))).toEqual(['not_asked']);
});

test('a tip expires after its retention, decided, and without legal hold', () => {
  const year = at(366 * 24 * 60);
  const decided = { ...tip, state: 'no_action' } as const;
  expect(value(rules.expireTip(decided, year)).to).toBe('expired');
  expect(codes(rules.expireTip(decided, at(364 * 24 * 60)))).toEqual(['still_kept']);
  expect(codes(rules.expireTip(tip, year))).toEqual(['not_decided']);
  expect(codes(rules.expireTip({ ...decided, legalHold: true }, year))).toEqual(['legal_hold']);
  expect(codes(rules.expireTip({ ...decided, danger: rules.raiseDanger(null, received) }, year))).toEqual([
    'after_action_owed',
  ]);
});

test('purging takes two people and is the end', () => {
  const expired = { ...tip, state: 'expired' } as const;
  expect(codes(rules.purgeTip(expired, { byId: 'a', approverId: 'a' }, at(9)))).toEqual([
    'second_person_needed',
  ]);
  expect(value(rules.purgeTip(expired, { byId: 'a', approverId: 'b' }, at(9))).to).toBe('purged');
  const purged = { ...tip, state: 'purged' } as const;
  expect(
    codes(rules.reopenTip(purged, { reason: why, isSupervisor: true, caseHasWork: false }, at(9))),
  ).toEqual(['not_reopenable']);
});

test('from whatever state and request, a change goes from the state it says and a purged tip never moves', () => {
  const state = fc.constantFrom(...tipStates);
  fc.assert(
    fc.property(
      state,
      fc.boolean(),
      fc.boolean(),
      fc.nat(1_000_000),
      (from, legalHold, isSupervisor, minutes) => {
        const one = { ...tip, state: from, legalHold };
        const answers = [
          rules.decideTip(one, noAction, at(minutes)),
          rules.reopenTip(one, { reason: why, isSupervisor, caseHasWork: false }, at(minutes)),
          rules.receiveAnswer(one, at(minutes)),
          rules.expireTip(one, at(minutes)),
          rules.purgeTip(one, { byId: 'a', approverId: 'b' }, at(minutes)),
        ].flatMap((answer) => (answer.ok ? [answer.value] : []));
        expect(answers.every((change) => change.from === from && change.to !== from)).toBe(true);
        if (from === 'purged') expect(answers).toEqual([]);
        if (legalHold)
          expect(answers.some((change) => change.to === 'expired' || change.to === 'purged')).toBe(false);
      },
    ),
  );
});

const call = (outcome: 'reached_and_responding' | 'no_answer', minutes: number) =>
  ({ kind: 'patrol', outcome, at: at(minutes), byId: 'det', note: null }) as const;

test('danger is raised by anybody, taken by an officer, and ended by that officer after a contact', () => {
  const raised = rules.raiseDanger(null, received);
  const end = { ending: 'person_safe', summary: why, byId: 'det' } as const;
  expect(codes(rules.endDanger(raised, end, at(9)))).toEqual(['officer_needed', 'contact_needed']);
  const taken = value(rules.acceptDanger(raised, 'det', at(4)));
  const reached = value(rules.logDangerContact(taken, call('reached_and_responding', 6), at(7)));
  expect(codes(rules.endDanger(reached, { ...end, byId: 'other' }, at(9)))).toEqual(['not_accountable']);
  expect(codes(rules.endDanger(reached, { ...end, summary: 'ok' }, at(9)))).toEqual(['summary_needed']);
  const ended = value(rules.endDanger(reached, end, at(9)));
  expect(rules.afterActionOwed(ended)).toBe(true);
  expect(rules.afterActionDue(ended)).toEqual(at(9 + 72 * 60));
  expect(codes(rules.acceptDanger(ended, 'x', at(10)))).toEqual(['danger_ended']);
});

test('three documented tries stand for a contact, whichever comes first', () => {
  const danger = { ...rules.raiseDanger('det', received), accountableId: 'det' };
  const tried = { ...danger, contacts: [call('no_answer', 1), call('no_answer', 9), call('no_answer', 5)] };
  expect(rules.contactMetAt(danger)).toBeNull();
  expect(rules.contactMetAt(tried)).toEqual(at(9));
  expect(
    rules.contactMetAt({ ...tried, contacts: [...tried.contacts, call('reached_and_responding', 7)] }),
  ).toEqual(at(7));
  expect(codes(rules.logDangerContact(danger, call('no_answer', 30), at(20)))).toEqual(['in_the_future']);
});

test('what is bypassed is written with its reason, and the audit can never be', () => {
  const danger = rules.raiseDanger('det', received);
  const bypass = { gate: 'deconfliction', reason: 'A child is in the car.', at: at(1), byId: 'det' } as const;
  expect(value(rules.bypassGate(danger, bypass)).bypassed).toEqual([bypass]);
  expect(codes(rules.bypassGate(danger, { ...bypass, reason: '' }))).toEqual(['reason_needed']);
  expect(codes(rules.bypassGate(danger, { ...bypass, at: at(-1) }))).toEqual(['before_danger']);
  expect(codes(rules.bypassGate(danger, { ...bypass, gate: 'audit' as 'approval' }))).toEqual([
    'unknown_gate',
  ]);
});

const stateOf = (one: rules.Tip, now: Date) =>
  Object.fromEntries(rules.clocksOf(one, now).map((clock) => [clock.clock, clock.state]));

test('the clocks of danger run in minutes and say whether they were met in time', () => {
  const danger = rules.raiseDanger(null, received);
  expect(stateOf({ ...tip, danger }, at(10))).toMatchObject({
    danger_officer: 'running',
    danger_contact: 'running',
  });
  expect(stateOf({ ...tip, danger }, at(16))).toMatchObject({
    danger_officer: 'overdue',
    danger_contact: 'running',
  });
  const late = { ...danger, acceptedAt: at(20), contacts: [call('reached_and_responding', 30)] };
  expect(stateOf({ ...tip, danger: late }, at(90))).toMatchObject({
    danger_officer: 'met_late',
    danger_contact: 'met',
  });
  expect(rules.clocksOf({ ...tip, danger }, at(1))[0]?.clock).toBe('danger_officer');
});

test('triage is due two working days later, over the weekend on Tuesday', () => {
  const triage = rules.clocksOf(tip, at(1)).find((clock) => clock.clock === 'triage');
  expect(triage?.dueAt.toISOString()).toBe('2026-03-10T15:00:00.000Z');
  expect(stateOf({ ...tip, decidedAt: at(10) }, at(100_000))).toMatchObject({
    triage: 'met',
    retention: 'running',
  });
});

test('a tip that became part of a case is kept with the case and has no retention clock', () => {
  expect(stateOf({ ...tip, state: 'attached' }, at(1))).not.toHaveProperty('retention');
  expect(stateOf({ ...tip, state: 'asked_back', askedBackAt: at(0) }, at(15 * 24 * 60))).toMatchObject({
    ask_back: 'overdue',
  });
});

test('the queue puts danger first, then minors at risk now, then what waits too long, then the oldest', () => {
  const queued = { ...tip, minorInvolved: null, stillGoingOn: null };
  const danger = rules.raiseDanger(null, at(50));
  const tips: rules.QueuedTip[] = [
    { ...queued, id: 'new', receivedAt: at(2) },
    { ...queued, id: 'old' },
    { ...queued, id: 'going on', stillGoingOn: true },
    { ...queued, id: 'minor now', minorInvolved: true, stillGoingOn: true },
    { ...queued, id: 'overdue', receivedAt: at(-9 * 24 * 60) },
    { ...queued, id: 'answered', answeredAt: at(40), askedBackAt: at(3) },
    { ...queued, id: 'taken', danger: { ...danger, acceptedAt: at(51) } },
    { ...queued, id: 'danger', danger },
    { ...queued, id: 'decided', state: 'no_action' },
    { ...queued, id: 'decided danger', state: 'no_action', danger: { ...danger, raisedAt: at(55) } },
  ];
  expect(rules.queueOrder(tips, at(60)).map((place) => [place.tip.id, place.reason])).toEqual([
    ['danger', 'danger_unaccepted'],
    ['decided danger', 'danger_unaccepted'],
    ['taken', 'danger_open'],
    ['minor now', 'minor_and_going_on'],
    ['overdue', 'triage_overdue'],
    ['answered', 'answer_arrived'],
    ['going on', 'going_on'],
    ['old', 'waiting'],
    ['new', 'waiting'],
  ]);
});
