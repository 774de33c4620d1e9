import { expect, test } from 'vitest';
import { leversOf, type LeverFacts } from './rules-levers.ts';

const strand = (more: Partial<LeverFacts>): LeverFacts => ({
  strandId: 's1',
  label: 'Target A',
  phase: 'operational',
  enteredOn: '2026-01-01',
  lastRecord: '2026-06-20',
  planned: false,
  ...more,
});

test('what was silent longest comes first: hours that stopped, a strand nobody wrote about', () => {
  const levers = leversOf(
    [
      strand({ label: 'Target A', lastRecord: null, enteredOn: '2025-06-01' }),
      strand({ label: 'Target B', lastRecord: '2026-05-01' }),
    ],
    '2026-05-03',
    '2026-07-01',
  );
  expect(levers).toEqual([
    { kind: 'quiet', strand: 'Target A', days: 395, since: '2025-06-01' },
    { kind: 'quiet', strand: 'Target B', days: 181, since: '2026-05-01' },
    { kind: 'hours', since: '2026-05-03' },
  ]);
});

test('a case that is worked on has no such input but a missing court date, and never more than three are named', () => {
  const busy = strand({ phase: 'post_operational' });
  expect(leversOf([busy], '2026-06-28', '2026-07-01')).toEqual([{ kind: 'no_date', strand: 'Target A' }]);
  expect(leversOf([{ ...busy, planned: true }], '2026-06-28', '2026-07-01')).toEqual([]);
  expect(
    leversOf(
      Array.from({ length: 9 }, () => strand({ lastRecord: null })),
      null,
      '2026-07-01',
    ),
  ).toHaveLength(3);
  expect(leversOf([], null, '2026-07-01')).toEqual([]);
});
