import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../testing.ts';
import { operationStates } from '../vocabulary/operations.ts';
import { capacities, filled, riskOf } from './rules-approval.ts';
import { gateOf, gateOfBlocker, holdingUp, meets, recordChecks } from './rules-gate.ts';
import { catalogue } from './rules-gate-items.ts';
import { anyFacts, anyLines } from './rules-gate-samples.ts';
import { movesBetween } from './rules-states.ts';

// The database refuses what the rules refuse: both are asked the same, for facts and lines that nobody thought of.
let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

/** The answers of an expression over many rows of JSON at once. */
async function answers<T>(expression: string, rows: readonly unknown[]): Promise<T[]> {
  const found = await house.owner.query<{ said: T }>(
    `select ${expression} as said from jsonb_array_elements($1::jsonb) with ordinality as given (it, place) order by place`,
    [JSON.stringify(rows)],
  );
  return found.rows.map(({ said }) => said);
}
const many = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, seed: number): T[] =>
  fc.sample(arbitrary, { numRuns, seed });

test('the catalogue of the database is that of the rules, item by item', async () => {
  const { rows } = await house.owner.query('select * from taskforce.gate_catalogue() order by place');
  expect(
    rows.map((row) => [
      row.item,
      row.settled_by,
      row.gate,
      row.applies,
      row.critical,
      row.never_waived,
      row.perishes,
    ]),
  ).toEqual(
    catalogue.map((one) => [
      one.item,
      one.by,
      one.gate,
      one.applies,
      one.critical,
      one.neverWaived,
      one.perishes,
    ]),
  );
});

test('the same items hold up the start by the rules and in the database, for 1,500 plans nobody thought of', async () => {
  const plans = many(fc.record({ facts: anyFacts, lines: anyLines }), 1500, 46);
  const said = await answers<string[]>(
    `array(select g.item from taskforce.gate_open(it -> 'facts', it -> 'lines') g)`,
    plans,
  );
  expect(said).toEqual(plans.map(({ facts, lines }) => holdingUp(gateOf(facts, lines))));
});

test('every check and every condition answers the same in the database', async () => {
  const plans = many(anyFacts, 300, 47);
  for (const [item, holds] of Object.entries(recordChecks))
    expect(await answers<boolean>(`taskforce.gate_holds('${item}', it)`, plans), item).toEqual(
      plans.map(holds),
    );
  for (const { item, applies, critical, neverWaived } of catalogue)
    for (const [column, condition] of Object.entries({ applies, critical, never_waived: neverWaived }))
      expect(
        await answers<boolean>(
          `taskforce.gate_meets((select c.${column} from taskforce.gate_catalogue() c where c.item = '${item}'), it)`,
          plans,
        ),
        `${item} ${column}`,
      ).toEqual(plans.map((facts) => meets(condition, facts)));
});

test('the database computes the risk that the rules compute', async () => {
  const plans = many(anyFacts, 500, 48);
  expect(await answers<string>('taskforce.risk_computed(it)', plans)).toEqual(
    plans.map((facts) => riskOf(facts, 'low').computed),
  );
});

test('the database counts signatures as the rules do', async () => {
  const asked = many(
    fc.record({
      needed: fc.array(fc.constantFrom(...capacities), { maxLength: 4 }),
      signed: fc.array(fc.record({ accountId: fc.uuid(), capacities: fc.subarray([...capacities]) }), {
        maxLength: 4,
      }),
    }),
    400,
    49,
  );
  expect(
    await answers<number>(
      `taskforce.signers_filled(array(select jsonb_array_elements_text(it -> 'needed')), it -> 'signed')`,
      asked,
    ),
  ).toEqual(asked.map(({ needed, signed }) => filled(needed, signed)));
});

test('a state follows another in the database exactly where a move leads there', async () => {
  for (const danger of [false, true])
    for (const held of operationStates) {
      const { rows } = await house.owner.query<{ wanted: string; may: boolean }>(
        `select wanted, taskforce.may_follow($1, wanted, $2) as may from unnest($3::text[]) wanted`,
        [held, danger, operationStates],
      );
      for (const { wanted, may } of rows) {
        const moves = movesBetween(held, wanted as (typeof operationStates)[number]).filter(
          ({ asks }) => danger || asks !== 'live_danger',
        );
        expect(may, `${held} to ${wanted}`).toBe(moves.length > 0);
      }
    }
});

test('what danger passes over has the same word in the rules and in the database', async () => {
  const blockers = [
    ...catalogue.map(({ item }) => ({ problem: 'item_open', item })),
    { problem: 'not_approved', item: null },
    { problem: 'plan_changed', item: null },
    { problem: 'signatures_missing', item: null },
  ];
  expect(
    await answers<string>(`taskforce.gate_of_blocker(it ->> 'problem', it ->> 'item')`, blockers),
  ).toEqual(blockers.map(gateOfBlocker));
});
