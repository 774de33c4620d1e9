import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { plansContract } from './contract-plans.ts';
import { dayOf } from './refusing.ts';
import { openWords, sealWords } from './sealed.ts';

type All = Handlers<Tables, typeof plansContract>;
type In<K extends keyof typeof plansContract> = z.infer<
  NonNullable<(typeof plansContract)[K]['~orpc']['inputSchema']>
>;

/** The case plan: goals in the client's own words, and steps with who and by when. */
export function goalsHandlers(
  house: House,
): Pick<All, 'goals' | 'setGoal' | 'changeGoal' | 'addStep' | 'changeStep'> {
  return {
    goals: (work, { clientId }) => readGoals(house, work, clientId),
    setGoal: async (work, { clientId, words, setOn }) => {
      await clientRow(work, clientId);
      notLater('setOn', setOn, work.now);
      const id = randomUUID();
      const sealed = await sealWords(house, clientId, 'goals', id, { words });
      await work.db.insertInto('goals').values({ id, clientId, setOn, sealed }).execute();
      return { id };
    },
    changeGoal: (work, input) => changeGoal(house, work, input),
    addStep: async (work, { goalId, words, ...facts }) => {
      const goal = await rowOf(work, 'goals', goalId);
      const id = randomUUID();
      const { clientId } = goal;
      const sealed = await sealWords(house, clientId, 'goal_steps', id, { words });
      await work.db
        .insertInto('goalSteps')
        .values({ id, clientId, goalId, ...ofUs(facts), sealed })
        .execute();
      return { id };
    },
    changeStep: (work, input) => changeStep(house, work, input),
  };
}

/** A colleague is named only for a step of ours. */
const ofUs = <T extends { byWhom: string; accountId: string | null }>(facts: T): T => ({
  ...facts,
  accountId: facts.byWhom === 'us' ? facts.accountId : null,
});

function notLater(field: string, day: string, now: Date): void {
  if (day > dayOf(now)) throw refused(field, 'future', 'Choose today or an earlier day.');
}

async function rowOf({ db }: Work<Tables>, table: 'goals' | 'goalSteps', id: string) {
  const row = await db
    .selectFrom(table)
    .select(['clientId', 'version'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

async function changeGoal(house: House, work: Work<Tables>, input: In<'changeGoal'>) {
  const { id, version, words, setOn, state, endedOn } = input;
  const { clientId } = await rowOf(work, 'goals', id);
  const today = dayOf(work.now);
  notLater('setOn', setOn, work.now);
  const ended = state === 'open' ? null : (endedOn ?? today);
  if (ended !== null && (ended < setOn || ended > today))
    throw refused(
      'endedOn',
      'order',
      'Choose a day on or after the day the goal was set, not later than today.',
    );
  const sealed = await sealWords(house, clientId, 'goals', id, { words });
  const touched = await work.db
    .updateTable('goals')
    .set({ setOn, state, endedOn: ended, sealed })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () => rowOf(work, 'goals', id));
}

async function changeStep(house: House, work: Work<Tables>, input: In<'changeStep'>) {
  const { id, version, words, state, ...facts } = input;
  const { clientId } = await rowOf(work, 'goalSteps', id);
  const sealed = await sealWords(house, clientId, 'goal_steps', id, { words });
  const touched = await work.db
    .updateTable('goalSteps')
    .set({ ...ofUs(facts), state, doneOn: state === 'open' ? null : dayOf(work.now), sealed })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () => rowOf(work, 'goalSteps', id));
}

/** Goals with their words opened, open ones first, each with its steps by day. */
export async function readGoals(house: Pick<House, 'clientKeys'>, work: Work<Tables>, clientId: string) {
  await clientRow(work, clientId);
  const goals = await work.db
    .selectFrom('goals')
    .select(['id', 'sealed', 'setOn', 'state', 'endedOn', 'version'])
    .where('clientId', '=', clientId)
    .where('sealed', 'is not', null)
    .orderBy((eb) => eb('state', '<>', 'open'))
    .orderBy('setOn')
    .orderBy('id')
    .execute();
  const steps = await work.db
    .selectFrom('goalSteps as s')
    .leftJoin('accounts as a', 'a.id', 's.accountId')
    .select(['s.id', 's.goalId', 's.sealed', 's.byWhom', 's.accountId', 'a.displayName as who'])
    .select(['s.dueOn', 's.state', 's.doneOn', 's.version'])
    .where('s.clientId', '=', clientId)
    .orderBy((eb) => eb('s.state', '<>', 'open'))
    .orderBy('s.dueOn')
    .orderBy('s.recordedAt')
    .execute();
  if (goals.length > 0)
    work.noteReading(
      'goals',
      goals.map((goal) => goal.id),
      {},
      { table: 'clients', id: clientId },
    );
  const opened = await Promise.all(
    steps.map(async ({ sealed, ...step }) => ({
      ...step,
      ...(await openWords(house, clientId, 'goal_steps', { id: step.id, sealed }, ['words'])),
    })),
  );
  return {
    rows: (await Promise.all(
      goals.map(async ({ sealed, ...goal }) => ({
        ...goal,
        ...(await openWords(house, clientId, 'goals', { id: goal.id, sealed }, ['words'])),
        steps: opened.filter((step) => step.goalId === goal.id).map(({ goalId: _goal, ...step }) => step),
      })),
    )) as never,
  };
}
