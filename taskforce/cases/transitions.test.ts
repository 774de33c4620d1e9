import * as fc from 'fast-check';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { exitChecklistItems, phases, strandCloseReasons } from '../vocabulary/cases.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import type { Verdict } from '../vocabulary/refusals.ts';
import { eventsOfMove, transitionEvents } from '../vocabulary/transitions.ts';
import { checklistOf, historyOf, writeEntry } from './history.ts';
import * as rules from './rules.ts';

let house: TestHouse;
let investigator: Person;
let commander: Person;
beforeAll(async () => {
  house = await openTestHouse();
  investigator = await house.person('Ines Vega', ['investigator']);
  commander = await house.person('Cora Dunn', ['commander']);
});
afterAll(() => house.close());

const today = dayOf(new Date());
const why = 'The engagement was broken off on the advice of counsel.';

async function openStrand(openedOn: string): Promise<{ id: string; caseId: string }> {
  const { body } = await house.call(investigator, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'hotline',
    openedOn,
    strands: [{ label: 'Owner', kind: 'target_person' }],
  });
  return { id: body.strandIds[0], caseId: body.id };
}

async function settleChecklist(strand: { id: string; caseId: string }): Promise<void> {
  await house.as(investigator, 'write', ({ db }) =>
    db
      .insertInto('strandChecklist')
      .values(
        exitChecklistItems.map((item) => ({
          strandId: strand.id,
          caseId: strand.caseId,
          item,
          state: 'present',
        })),
      )
      .execute(),
  );
}

/** A request made by the investigator and signed by the commander, each through their own session. */
async function signed(
  strand: { id: string; caseId: string },
  kind: string,
  entry: rules.NewEntry,
): Promise<string> {
  const id = crypto.randomUUID();
  await house.as(investigator, 'write', ({ db }) =>
    db
      .insertInto('approvalRequests')
      .values({
        id,
        caseId: strand.caseId,
        strandId: strand.id,
        kind,
        toPhase: entry.to ?? 'closed',
        event: entry.event,
        effectiveOn: entry.effectiveOn,
        closeReason: entry.closeReason,
        supersedes: entry.supersedes,
        reason: why,
      })
      .execute(),
  );
  await house.as(commander, 'write', ({ db }) =>
    db.updateTable('approvalRequests').set({ state: 'approved' }).where('id', '=', id).execute(),
  );
  return id;
}

const step = fc.record({
  kind: fc.constantFrom('move', 'move', 'move', 'close', 'reopen', 'correct', 'retract'),
  to: fc.constantFrom(...phases),
  event: fc.constantFrom(...transitionEvents),
  fitting: fc.boolean(),
  closeReason: fc.constantFrom(...strandCloseReasons),
  day: fc.integer({ min: -6, max: 1 }),
  reason: fc.constantFrom(why, 'Too short.', null),
  sign: fc.boolean(),
  pick: fc.nat(5),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What the rules say to a step, and the line a client would write if it did not ask them. */
function attempt(history: rules.HistoryEntry[], one: Step, checklist: rules.ChecklistLine[]) {
  const live = rules.liveHistory(history);
  const last = live.at(-1)!;
  const held = live[one.pick % live.length]!;
  const setting: rules.Setting = { authorId: investigator.id, now: new Date() };
  const approver = one.sign ? { id: commander.id, isSupervisor: true } : null;
  const effectiveOn = addDays(today, one.day);
  const reason = one.sign ? why : one.reason;
  // A client that takes a closed strand for open names the phase it last saw.
  const from = last.to ?? last.from;
  const allowed = from ? eventsOfMove[`${from}>${one.to}`] : [];
  const event = one.fitting && allowed.length > 0 ? allowed[one.pick % allowed.length]! : one.event;
  const asked = { to: one.to, event, effectiveOn, reason, approver };
  const blank: rules.NewEntry = {
    from,
    to: one.to,
    event,
    closeReason: null,
    effectiveOn,
    recordedAt: new Date(),
    authorId: investigator.id,
    reason,
    approverId: null,
    supersedes: null,
    retracts: false,
    knownSince: null,
    bypassed: [],
  };
  const value = <T>(answer: Verdict<T>) => answer.ok;
  if (one.kind === 'move')
    return { line: blank, granted: value(rules.moveStrand(history, { ...asked, checklist }, setting)) };
  if (one.kind === 'close')
    return {
      line: { ...blank, to: null, event: null, closeReason: one.closeReason },
      granted: value(
        rules.closeStrand(history, { closeReason: one.closeReason, effectiveOn, reason }, setting),
      ),
    };
  if (one.kind === 'reopen')
    return { line: { ...blank, from: null }, granted: value(rules.reopenStrand(history, asked, setting)) };
  if (one.kind === 'correct') {
    const changed = held.event === null ? null : event;
    const closeReason = held.to === null ? one.closeReason : null;
    const request = { supersedes: held.id, effectiveOn, event: changed, closeReason, reason, approver };
    return {
      line: {
        ...blank,
        from: held.from,
        to: held.to,
        event: changed,
        closeReason,
        supersedes: held.id,
        bypassed: held.bypassed,
      },
      granted: value(rules.correctEntry(history, request, setting)),
    };
  }
  return {
    line: {
      ...blank,
      from: held.from,
      to: held.to,
      event: 'correction' as const,
      effectiveOn: held.effectiveOn,
      supersedes: held.id,
      retracts: true,
    },
    granted: value(rules.retractEntry(history, { supersedes: held.id, reason, approver }, setting)),
  };
}

test('the database accepts exactly the histories that the rules accept, and its spells are those of the rules', async () => {
  let accepted = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 10 }),
      fc.boolean(),
      async (steps, settled) => {
        const strand = await openStrand(addDays(today, -5));
        if (settled) await settleChecklist(strand);
        for (const one of steps) {
          const [history, checklist] = await house.as(investigator, 'read', async (work) => [
            await historyOf(work, strand.id),
            await checklistOf(work, strand.id),
          ]);
          const { line, granted } = attempt(history, one, checklist);
          const requestId = one.sign && one.kind !== 'close' ? await signed(strand, one.kind, line) : null;
          const stored = await house
            .as(investigator, 'write', (work) => writeEntry(work, strand, line, { requestId }))
            .then(
              () => true,
              (error: { code?: string }) => {
                expect(['refused', 'already_done', 'missing']).toContain(error.code);
                return false;
              },
            );
          expect(stored, JSON.stringify({ one, line, live: rules.liveHistory(history) })).toBe(granted);
          if (stored) accepted += 1;
          else refused += 1;
        }
        await expectSameSpells(strand.id);
      },
    ),
    { numRuns: 60 },
  );
  expect(accepted).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(20);
}, 180_000);

async function expectSameSpells(strandId: string): Promise<void> {
  await house.as(investigator, 'read', async (work) => {
    const history = await historyOf(work, strandId);
    const strand = await work.db
      .selectFrom('strands')
      .selectAll()
      .where('id', '=', strandId)
      .executeTakeFirstOrThrow();
    const spells = rules.spells(history);
    expect(strand.closedOn !== null ? 'closed' : strand.phase).toBe(rules.placeOf(history));
    expect(strand.phaseSince).toBe(spells.at(-1)!.entered);
    expect(strand.openedOn).toBe(spells[0]!.entered);
    const rows = await work.db
      .selectFrom('phaseSpells')
      .selectAll()
      .where('strandId', '=', strandId)
      .orderBy('place')
      .execute();
    expect(
      rows.map((row) => ({
        phase: row.phase,
        entered: row.enteredOn,
        left: row.leftOn,
        exit:
          row.exitKind === null
            ? null
            : { kind: row.exitKind, event: row.exitEvent, closeReason: row.closeReason },
        seenFrom: row.seenFrom,
        lateByDays: row.lateByDays,
        entryId: row.entryId,
        exitId: row.exitId,
      })),
    ).toEqual(spells);
  });
}

test('the table of events in the database is that of the vocabulary', async () => {
  for (const from of phases)
    for (const to of phases) {
      const { rows } = await house.owner.query('select taskforce.events_of_move($1, $2) as events', [
        from,
        to,
      ]);
      expect(rows[0].events).toEqual([...eventsOfMove[`${from}>${to}`]]);
    }
});

async function operationalStrand() {
  const strand = await openStrand(addDays(today, -20));
  await settleChecklist(strand);
  await house.owner.query(
    `insert into taskforce.phase_transitions (strand_id, case_id, place, from_phase, to_phase, event, effective_on, recorded_by)
     values ($1, $2, 2, 'pre_operational', 'operational', 'first_covert_engagement', $3, $4)`,
    [strand.id, strand.caseId, addDays(today, -10), investigator.id],
  );
  return strand;
}

const backward = (strand: { id: string; caseId: string }) => ({
  strandId: strand.id,
  caseId: strand.caseId,
  place: 3,
  fromPhase: 'operational',
  toPhase: 'pre_operational',
  event: 'engagement_ended',
  effectiveOn: today,
  reason: why,
});

test('a signature cannot be forged: the column is closed to the application', async () => {
  const strand = await operationalStrand();
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .insertInto('phaseTransitions')
        .values({ ...backward(strand), approvedBy: commander.id })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db.insertInto('phaseTransitions').values(backward(strand)).execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused', fields: [{ problem: 'supervisor_needed' }] });
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .insertInto('phaseTransitions')
        .values({ ...backward(strand), provenance: 'imported' })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .insertInto('phaseTransitions')
        .values({
          ...backward(strand),
          toPhase: 'post_operational',
          event: 'arrest',
          bypassed: '["approval"]',
        })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused', fields: [{ problem: 'no_danger' }] });
});

test('nobody signs their own request, nor without being a supervisor, nor for something else than was asked', async () => {
  const strand = await operationalStrand();
  const requestId = crypto.randomUUID();
  const ask = (person: Person, id: string) =>
    house.as(person, 'write', ({ db }) =>
      db
        .insertInto('approvalRequests')
        .values({
          id,
          caseId: strand.caseId,
          strandId: strand.id,
          kind: 'move',
          toPhase: 'pre_operational',
          event: 'engagement_ended',
          effectiveOn: today,
          reason: why,
        })
        .execute(),
    );
  const approve = (person: Person, id: string) =>
    house.as(person, 'write', ({ db }) =>
      db.updateTable('approvalRequests').set({ state: 'approved' }).where('id', '=', id).executeTakeFirst(),
    );
  await ask(investigator, requestId);
  await expect(approve(investigator, requestId)).rejects.toMatchObject({ code: 'refused' });
  const stranger = await house.person('Otto Far', ['investigator'], 'County Sheriff');
  expect((await approve(stranger, requestId)).numUpdatedRows).toBe(0n);
  const own = crypto.randomUUID();
  await ask(commander, own);
  await expect(approve(commander, own)).rejects.toMatchObject({
    fields: [{ problem: 'second_person_needed' }],
  });
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .updateTable('approvalRequests')
        .set({ decidedBy: commander.id, state: 'approved' })
        .where('id', '=', requestId)
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  await approve(commander, requestId);
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .insertInto('phaseTransitions')
        .values({ ...backward(strand), event: 'released', requestId })
        .execute(),
    ),
  ).rejects.toMatchObject({ fields: [{ problem: 'not_what_was_signed' }] });
  await house.as(investigator, 'write', ({ db }) =>
    db
      .insertInto('phaseTransitions')
      .values({ ...backward(strand), requestId })
      .execute(),
  );
  const { rows } = await house.owner.query(
    'select recorded_by, approved_by from taskforce.phase_transitions where request_id = $1',
    [requestId],
  );
  expect(rows).toEqual([{ recorded_by: investigator.id, approved_by: commander.id }]);
});

test('the history is written once: no session can change or take away a line', async () => {
  const strand = await operationalStrand();
  const attempts = [
    (db: Work<Tables>['db']) => db.updateTable('phaseTransitions').set({ effectiveOn: today }).execute(),
    (db: Work<Tables>['db']) => db.deleteFrom('phaseTransitions').where('strandId', '=', strand.id).execute(),
    (db: Work<Tables>['db']) => db.updateTable('strands').set({ phase: 'post_operational' }).execute(),
  ];
  for (const act of attempts)
    await expect(
      house.as(commander, 'write', async ({ db }) => {
        await act(db);
      }),
    ).rejects.toMatchObject({ code: 'missing' });
});
