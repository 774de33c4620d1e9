import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  gateOf,
  gateOfBlocker,
  holdingUp,
  recordChecks,
  settleItem,
  standingOfItem,
  type GateFacts,
  type ItemRow,
} from './rules-gate.ts';
import { operationKinds } from '../vocabulary/operations.ts';
import { catalogue, entryOf, gateItems } from './rules-gate-items.ts';
import { anyFacts, anyLines, quietPlan } from './rules-gate-samples.ts';
import { operationsRulesDocument, recordsInWords } from './rules-tables.ts';

const named = catalogue.filter(({ from }) => from === 'named').map(({ item }) => item);
const facts = (more: Partial<GateFacts> = {}): GateFacts => ({ ...quietPlan, ...more });
const open = (more: Partial<GateFacts>, rows: ItemRow[] = []) => holdingUp(gateOf(facts(more), rows));
const row = (item: string, state: ItemRow['state'], more: Partial<ItemRow> = {}): ItemRow => ({
  item,
  state,
  firm: false,
  byPlanner: false,
  ...more,
});

test('the gate names the twelve items of the guide, each once', () => {
  expect(named).toHaveLength(12);
  expect(new Set(gateItems).size).toBe(gateItems.length);
});

test('where victims are foreseen, a start waits for the victim plan, the providers and a place to talk', () => {
  expect(open({ victims: 'yes' })).toEqual(
    expect.arrayContaining(['victim_plan', 'providers_told', 'interview_place', 'scene_boundary']),
  );
  expect(open({ victims: 'no', minors: 'no' })).toEqual(['danger_fallback']);
});

test('a language that is known holds up the start until an interpreter without a conflict is found', () => {
  expect(open({ victims: 'yes', language: true, languagesUncovered: 1 })).toContain('interpreter');
  expect(open({ victims: 'yes', language: true, languagesUncovered: 0, interpretersClear: 1 })).not.toContain(
    'interpreter',
  );
  expect(open({ victims: 'yes', language: false })).not.toContain('interpreter');
});

test('possible minors ask for a plan with child protection, and where nobody knows, too', () => {
  for (const minors of ['yes', 'not_known'] as const) expect(open({ minors })).toContain('minors_plan');
  expect(gateOf(facts({ minors: 'no' }), []).find(({ item }) => item === 'minors_plan')).toMatchObject({
    state: 'not_applying',
    whyNot: 'minors',
  });
});

test('a decoy needs its review, an inspection its own three items, and neither the other’s', () => {
  const decoy = open({ kind: 'decoy', victims: 'no', minors: 'no' });
  expect(decoy).toContain('decoy_review');
  expect(decoy).not.toContain('not_a_pretext');
  expect(open({ kind: 'labor_inspection' })).toEqual(
    expect.arrayContaining(['inspector_training', 'not_a_pretext', 'worker_protection']),
  );
});

test('an enforcement action does not start on the word that no authority is needed', () => {
  const without = { authorities: 1, strongAuthorities: 0 };
  expect(open({ kind: 'enforcement_action', ...without })).toContain('legal_process');
  expect(open({ kind: 'knock_and_talk', ...without })).not.toContain('legal_process');
  expect(open({ kind: 'knock_and_talk', expiringAuthorities: 1 })).toContain('legal_process');
  expect(open({ kind: 'outreach_sweep', authorities: 0 })).not.toContain('legal_process');
});

test('an interview place is done when somebody says so and the plan has one, not by either alone', () => {
  const entry = entryOf('interview_place');
  const state = (interviewPlaces: number, said: ItemRow['state']) =>
    standingOfItem(entry, facts({ victims: 'yes', interviewPlaces }), row('interview_place', said)).state;
  expect([state(0, 'done'), state(1, 'open'), state(1, 'done')]).toEqual(['open', 'open', 'done']);
});

test('a waiver of a critical item counts only from a supervisor who did not plan, then or since', () => {
  const waived = (more: Partial<ItemRow>) =>
    open({ victims: 'not_known' }, [row('victim_plan', 'waived', more)]).includes('victim_plan');
  expect(waived({ firm: true })).toBe(false);
  expect(waived({})).toBe(true);
  expect(waived({ firm: true, byPlanner: true })).toBe(true);
});

test('a waiver given while no victim was foreseen holds no longer once one is', () => {
  const line = row('providers_told', 'waived', { firm: true });
  expect(open({ victims: 'not_known' }, [line])).not.toContain('providers_told');
  expect(open({ victims: 'yes' }, [line])).toContain('providers_told');
});

test('what the database computes is not ticked, what is never waived is not waived, and a reason says something', () => {
  const by = { supervises: true, planner: false };
  const codes = (item: string, how: Parameters<typeof settleItem>[3], who = by) => {
    const answer = settleItem(entryOf(item), facts({ victims: 'yes' }), who, how);
    return answer.ok ? [] : answer.refusals.map(({ code }) => code);
  };
  expect(codes('legal_process', { to: 'done', evidence: 'I have seen it' })).toEqual(['item_computed']);
  expect(codes('victim_plan', { to: 'done', evidence: ' ' })).toEqual(['evidence_needed']);
  expect(codes('victim_plan', { to: 'done', evidence: 'Annex 2' })).toEqual([]);
  const reason = 'The hospital keeps two beds for us';
  expect(codes('providers_told', { to: 'waived', reason })).toEqual(['never_waived']);
  expect(codes('housing', { to: 'waived', reason: 'short' })).toEqual(['reason_needed']);
  expect(codes('housing', { to: 'waived', reason })).toEqual([]);
  expect(codes('housing', { to: 'waived', reason }, { supervises: true, planner: true })).toEqual([
    'waiver_supervisor',
  ]);
  expect(codes('housing', { to: 'waived', reason }, { supervises: false, planner: false })).toEqual([
    'waiver_supervisor',
  ]);
  expect(codes('victims_needs', { to: 'waived', reason }, { supervises: false, planner: true })).toEqual([]);
});

test('whatever the facts and the lines, an item that applies is open, done or waived, and only what applies holds up', () => {
  fc.assert(
    fc.property(anyFacts, anyLines, (any, lines) => {
      const gate = gateOf(any, lines);
      expect(gate.map(({ item }) => item)).toEqual(gateItems);
      for (const one of gate) {
        expect(one.state === 'not_applying').toBe(one.whyNot !== null);
        if (one.state === 'not_applying') expect(one.critical).toBe(false);
        if (one.state === 'waived') expect(one.waivable).toBe(true);
        if (one.record === false) expect(one.state).not.toBe('done');
      }
    }),
  );
});

test('everything that is never waived holds up the start under the same facts', () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      for (const one of gateOf(any, []))
        if (one.state !== 'not_applying' && !one.waivable) expect(one.critical).toBe(true);
    }),
  );
});

test('every item that the database computes has its check, in the rules and in words', () => {
  const computed = catalogue.filter(({ by }) => by !== 'person').map(({ item }) => item);
  expect(Object.keys(recordChecks).toSorted()).toEqual(computed.toSorted());
  expect(Object.keys(recordsInWords).toSorted()).toEqual(computed.toSorted());
});

test('danger passes over a word of its list for whatever holds up the start', () => {
  expect(gateOfBlocker({ problem: 'item_open', item: 'deconfliction' })).toBe('deconfliction');
  expect(gateOfBlocker({ problem: 'item_open', item: 'providers_told' })).toBe('standby_notice');
  expect(gateOfBlocker({ problem: 'item_open', item: 'victim_plan' })).toBe('pre_operational_checklist');
  expect(gateOfBlocker({ problem: 'plan_changed', item: null })).toBe('approval');
});

test('the document has a row for every item, and every kind of operation is asked for something', () => {
  const text = operationsRulesDocument();
  for (const item of gateItems) expect(text).toContain(`| \`${item}\` |`);
  for (const kind of operationKinds) expect(holdingUp(gateOf(facts({ kind }), [])).length).toBeGreaterThan(0);
});
