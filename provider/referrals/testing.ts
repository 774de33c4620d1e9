import { randomUUID } from 'node:crypto';
import type { MessageBody } from '../../bridge/messages.ts';
import type { ProviderHouse } from '../testing.ts';

/** A pair that is open, without another installation behind it; for tests of what is taken in. @returns its id */
export async function openPair(house: ProviderHouse, organisation = 'Harbor House'): Promise<string> {
  const { rows } = await house.owner.query<{ id: string }>(
    `with e as (insert into bridge.ends (wing, owner_id) values ('provider', $1)
       on conflict ((coalesce(owner_id::text, ''))) do update set wing = 'provider' returning id),
     k as (insert into bridge.own_keys (key_id, end_id, public_key) select left(md5(random()::text), 16), id, 'none' from e returning key_id, end_id)
     insert into bridge.pairs (end_id, peer, peer_name, fingerprint, state, own_key_id)
     select end_id, gen_random_uuid(), 'Riverton task force', '0', 'open', key_id from k returning id`,
    [await house.agency(organisation)],
  );
  return rows[0]!.id;
}

/** An offer as a task force sends it. */
export const offered = (
  more: Partial<MessageBody<'referral.offered'>> = {},
): MessageBody<'referral.offered'> => ({
  referral: randomUUID(),
  alias: 'Juniper',
  language: 'es',
  interpreter: true,
  age: 'adult',
  needs: ['shelter', 'legal'],
  urgency: 'today',
  safetyWarnings: 'Do not call after six',
  contactHow: 'Through the duty officer, 555-0142',
  agreedOn: '2026-03-02',
  answerBy: new Date(Date.now() + 48 * 3_600_000).toISOString(),
  ...more,
});

/** Hands an offer to the wing as the bridge does. @returns the id of the offer here */
export async function take(house: ProviderHouse, pair: string, body = offered()): Promise<string> {
  await house.owner.query('select provider.take_offer($1, $2)', [pair, JSON.stringify(body)]);
  const { rows } = await house.owner.query<{ id: string }>(
    'select id from provider.offers where referral = $1',
    [body.referral],
  );
  return rows[0]!.id;
}
