import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles as providerRoles } from '../provider/database/access-rights.ts';
import { openProviderHouse, type ProviderHouse } from '../provider/testing.ts';
import { roles as taskforceRoles } from '../taskforce/database/access-rights.ts';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';
import { messages } from './messages.ts';

type House = TestHouse | ProviderHouse;
let taskforce: TestHouse;
let provider: ProviderHouse;

beforeAll(async () => {
  [taskforce, provider] = await Promise.all([openTestHouse(), openProviderHouse()]);
}, 120_000);
afterAll(async () => {
  await provider?.close();
  await taskforce?.close();
});

/** Who sends what, as a privacy officer would write it down; apart from the two files of policy. */
const senders: Record<'taskforce' | 'provider', Record<string, readonly string[]>> = {
  taskforce: {
    standby: ['commander', 'investigator', 'victim_specialist'],
    referral: [
      'commander',
      'investigator',
      'prosecutor',
      'labor_inspector',
      'victim_specialist',
      'outreach_coordinator',
    ],
  },
  provider: {
    standby: ['community_advocate', 'advocate_supervisor', 'intake_worker'],
    directory: ['community_advocate', 'advocate_supervisor', 'intake_worker'],
    referral: ['community_advocate', 'advocate_supervisor', 'intake_worker'],
    release: ['community_advocate', 'advocate_supervisor'],
    figures: ['advocate_supervisor', 'provider_records_officer'],
  },
};

/** An end of ours with an open pair, for the task force or one organisation, as the pairing leaves it. */
async function pairOf(house: House, wing: string, owner: string | null): Promise<string> {
  const { rows } = await house.owner.query<{ id: string }>(
    `with e as (insert into bridge.ends (wing, owner_id) values ($1, $2) returning id),
       k as (insert into bridge.own_keys (key_id, end_id, public_key) select $3, id, 'key' from e returning key_id, end_id)
     insert into bridge.pairs (end_id, peer, peer_name, fingerprint, own_key_id, state)
     select end_id, $4, 'Other side', '0', key_id, 'open' from k returning id`,
    [wing, owner, randomUUID().replaceAll('-', '').slice(0, 16), randomUUID()],
  );
  return rows[0]!.id;
}

/** Whether a message of a kind goes on its way when a person sends it to a pair. */
const sends = async (house: House, person: Person, pairId: string, kind: string): Promise<boolean> =>
  house.as(person, 'write', async ({ db }) => {
    const { rows } = await sql<{ id: string | null }>`
      select bridge.send(${pairId}::uuid, ${kind}, 1, '{}'::jsonb) as id`.execute(db as never);
    return rows[0]?.id !== null;
  });

const words = [...new Set(Object.keys(messages).map((kind) => kind.split('.')[0]!))];

test('each kind of message is sent by those whose work it is, and by nobody else of the wing', async () => {
  expect(words.toSorted()).toEqual(['directory', 'figures', 'key', 'referral', 'release', 'standby']);
  for (const [wing, house, roles] of [
    ['taskforce', taskforce, taskforceRoles],
    ['provider', provider, providerRoles],
  ] as const) {
    const pairId = await pairOf(house, wing, wing === 'provider' ? await house.agency('Harbor House') : null);
    for (const role of roles) {
      const person = await house.person(`Sender ${role}`, [role]);
      for (const word of words) {
        const may = senders[wing][word]?.includes(role) ?? false;
        expect(await sends(house, person, pairId, `${word}.test`), `${role}: ${word}`).toBe(may);
      }
    }
  }
});

test('the pair of another organisation is not seen, and nothing is sent over it', async () => {
  const theirs = await pairOf(provider, 'provider', await provider.agency('North Shelter'));
  for (const role of providerRoles) {
    const person = await provider.person(`Outsider ${role}`, [role], 'Third House');
    for (const word of words)
      expect(await sends(provider, person, theirs, `${word}.test`), `${role}: ${word}`).toBe(false);
    const seen = await provider.as(person, 'read', async ({ db }) => {
      const { rows } = await sql`select id from bridge.pairs where id = ${theirs}::uuid`.execute(db as never);
      return rows.length;
    });
    expect(seen, role).toBe(0);
  }
});

test('nothing is sent over a pair that is not confirmed or is ended, whoever asks', async () => {
  const advocate = await provider.person('Avi Advocate', ['advocate_supervisor'], 'Fourth House');
  const pairId = await pairOf(provider, 'provider', await provider.agency('Fourth House'));
  expect(await sends(provider, advocate, pairId, 'release.test')).toBe(true);
  await provider.owner.query(`update bridge.pairs set state = 'ended' where id = $1`, [pairId]);
  expect(await sends(provider, advocate, pairId, 'release.test')).toBe(false);
  const { rows } = await provider.owner.query('select from bridge.outbox where pair_id = $1', [pairId]);
  expect(rows).toHaveLength(0);
});

test('nobody writes a message by hand, or by the way that is meant for the wing itself', async () => {
  const advocate = await provider.person('Rosa Advocate', ['advocate_supervisor'], 'Fifth House');
  const pairId = await pairOf(provider, 'provider', await provider.agency('Fifth House'));
  for (const text of [
    `insert into bridge.outbox (pair_id, kind, kind_version, body) values ('${pairId}', 'release.opened', 1, '{}')`,
    `select bridge.queue('${pairId}', 'release.opened', 1, '{}')`,
  ])
    await expect(
      provider.as(advocate, 'write', ({ db }) => sql.raw(text).execute(db as never)),
    ).rejects.toThrow();
});
