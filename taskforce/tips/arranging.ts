import type { Person, TestHouse } from '../testing.ts';

/** Arranging for the tests of this room: a tip taken by phone, with what is given changed. */
export async function takeTip(house: TestHouse, by: Person, told: Record<string, unknown> = {}) {
  const answer = await house.call(by, 'tips.receive', {
    channel: 'phone',
    originRoute: 'good_samaritan',
    what: 'Workers sleep in the store room and never leave alone.',
    ...told,
  });
  if (answer.status !== 200) throw new Error(`receive: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as { id: string; number: string; dangerId: string | null };
}

/** The present version of a tip, past all policies. */
export async function versionOf(house: TestHouse, id: string): Promise<number> {
  const { rows } = await house.owner.query('select version from taskforce.tips where id = $1', [id]);
  return rows[0].version as number;
}
