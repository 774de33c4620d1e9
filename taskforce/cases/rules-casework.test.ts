import { expect, test } from 'vitest';
import type { Verdict } from '../vocabulary/refusals.ts';
import * as rules from './rules.ts';

const codes = (answer: Verdict<unknown>): string[] =>
  answer.ok ? [] : answer.refusals.map((one) => one.code);
const why = 'The court ordered it in the hearing of last Friday.';
const lead = { id: 'lead', isSupervisor: false, isLead: true };
const chief = { id: 'chief', isSupervisor: true, isLead: false };
const member = { id: 'det', isSupervisor: false, isLead: false };

test('case numbers carry the year and four digits, and more when the year needs more', () => {
  expect(rules.caseNumber(2026, 42)).toBe('2026-0042');
  expect(rules.caseNumber(2026, 12345)).toBe('2026-12345');
  expect(() => rules.caseNumber(2026, 0)).toThrow('starts at 1');
});

test('a case number is found in any usual writing', () => {
  for (const typed of ['2026-0042', '2026-42', '2026 42', ' 2026/0042 ', '#2026–42'])
    expect(rules.parseCaseNumber(typed), typed).toBe('2026-0042');
  for (const typed of ['42', '2026', '1026-42', '2026-0', 'x2026-42'])
    expect(rules.parseCaseNumber(typed)).toBeNull();
});

test('a case takes its origin from its parent, else from the chosen route, else from its earliest tip', () => {
  const tips = [
    { route: 'outreach', receivedAt: new Date('2026-02-02') },
    { route: 'hotline', receivedAt: new Date('2026-02-01') },
  ] as const;
  expect(rules.originOfCase({ tips })).toEqual({
    ok: true,
    value: { mode: 'reactive', route: 'hotline', mixed: true },
  });
  expect(rules.originOfCase({ tips, chosen: 'outreach' })).toMatchObject({ value: { mode: 'proactive' } });
  expect(rules.originOfCase({ tips: [], parentCaseId: 'p' })).toMatchObject({
    value: { mode: 'spin_off', mixed: false },
  });
  expect(codes(rules.originOfCase({ tips: [] }))).toEqual(['route_needed']);
  expect(codes(rules.originOfCase({ tips: [], chosen: 'spin_off' }))).toEqual(['parent_needed']);
});

test('a case with open strands is closed by a supervisor with a reason, and never while danger is open', () => {
  const quiet = { openStrands: 0, dangerOpen: false, afterActionOwed: false };
  expect(rules.closeCase(quiet, lead).ok).toBe(true);
  expect(codes(rules.closeCase(quiet, member))).toEqual(['not_yours_to_close']);
  expect(codes(rules.closeCase({ ...quiet, openStrands: 2 }, lead, why))).toEqual(['strands_open']);
  expect(codes(rules.closeCase({ ...quiet, openStrands: 2 }, chief))).toEqual(['reason_needed']);
  expect(rules.closeCase({ ...quiet, openStrands: 2 }, chief, why).ok).toBe(true);
  expect(codes(rules.closeCase({ ...quiet, dangerOpen: true, afterActionOwed: true }, chief))).toEqual([
    'danger_open',
    'after_action_owed',
  ]);
});

test('sealing needs a supervisor, its basis, and two people who can still act', () => {
  const seal = {
    basis: 'court_order',
    orderReference: '26-MC-17',
    reason: null,
    readerIds: ['a', 'b'],
  } as const;
  expect(rules.sealCase(seal, chief)).toEqual({ ok: true, value: { readerIds: ['a', 'b'] } });
  expect(codes(rules.sealCase({ ...seal, orderReference: null, readerIds: ['a', 'a'] }, lead))).toEqual([
    'supervisor_needed',
    'order_needed',
    'readers_needed',
  ]);
  expect(codes(rules.sealCase({ ...seal, basis: 'safety' }, chief))).toEqual(['reason_needed']);
});

test('one person alone cannot lift a seal', () => {
  const request = { basis: 'court_order', orderReference: '26-MC-18', reason: why } as const;
  expect(codes(rules.unsealCase(request, chief, chief))).toEqual(['second_person_needed']);
  expect(codes(rules.unsealCase({ ...request, orderReference: '' }, member, chief))).toEqual([
    'order_needed',
  ]);
  expect(rules.unsealCase(request, member, chief)).toEqual({ ok: true, value: { approverId: 'chief' } });
});

const fact = { kind: 'note', id: 'n1', version: 3, caseId: 'parent', labels: [] } as const;
const spin = {
  parent: { id: 'parent', sealed: false },
  facts: [fact],
  reason: why,
  sealChild: false,
  authorities: {},
};
const now = new Date('2026-03-01T10:00:00Z');
const carrier = { id: 'det', clearances: ['part_23', 'sealed'] as const };

test('a spin-off carries the chosen facts once each, with where they came from', () => {
  const made = rules.spinOff({ ...spin, facts: [fact, fact] }, carrier, now);
  expect(made).toEqual({
    ok: true,
    value: {
      carried: [
        {
          kind: 'note',
          id: 'n1',
          version: 3,
          fromCaseId: 'parent',
          labels: [],
          authority: {},
          carriedBy: 'det',
          carriedAt: now,
        },
      ],
      labels: [],
    },
  });
});

test('labels follow into the spin-off, and those with a legal bar need their authority', () => {
  const facts = [{ ...fact, labels: ['part_23', 'juvenile'] as const }];
  expect(codes(rules.spinOff({ ...spin, facts }, carrier, now))).toEqual([
    'authority_needed',
    'clearance_needed',
  ]);
  const cleared = { id: 'det', clearances: ['part_23', 'juvenile'] as const };
  const made = rules.spinOff(
    { ...spin, facts, authorities: { part_23: 'Control official, 1 March' } },
    cleared,
    now,
  );
  expect(made).toMatchObject({ ok: true, value: { labels: ['part_23', 'juvenile'] } });
});

test('facts of a sealed case go only into a sealed case, under an order', () => {
  const sealed = { ...spin, parent: { id: 'parent', sealed: true } };
  expect(codes(rules.spinOff(sealed, carrier, now))).toEqual(['authority_needed', 'seal_needed']);
  const made = rules.spinOff(
    { ...sealed, sealChild: true, authorities: { sealed: 'Order 26-MC-17' } },
    carrier,
    now,
  );
  expect(made).toMatchObject({ ok: true, value: { labels: ['sealed'] } });
});

test('facts of another case and a missing reason are refused', () => {
  const facts = [{ ...fact, caseId: 'elsewhere' }];
  expect(codes(rules.spinOff({ ...spin, facts, reason: '' }, carrier, now))).toEqual([
    'not_of_parent',
    'reason_needed',
  ]);
});

test('no case becomes its own ancestor', () => {
  const parents = new Map([
    ['c', 'b'],
    ['b', 'a'],
  ]);
  expect(rules.closesCircle('a', 'c', parents)).toBe(true);
  expect(rules.closesCircle('d', 'c', parents)).toBe(false);
  expect(
    rules.closesCircle(
      'd',
      'x',
      new Map([
        ['x', 'y'],
        ['y', 'x'],
      ]),
    ),
  ).toBe(false);
});
