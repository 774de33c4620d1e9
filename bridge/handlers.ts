import { sql } from 'kysely';
import { encapsulate } from '../kit/crypto/capsule.ts';
import type { Work } from '../kit/database/door.ts';
import { Problem, refused } from '../kit/problems.ts';
import type { Handlers } from '../kit/rpc/room.ts';
import { carryOver, mayCall } from './carrier.ts';
import type { bridgeContract } from './contract.ts';
import { changeKey, ownEnd } from './keys.ts';
import { codePlace, nameOf, pairWith, type MeetingFault, type MeetingHouse } from './meeting.ts';
import { readPairs, readRefusals } from './overview.ts';
import { CODE_MINUTES, newPairingCode, pairingCodeHash, readPairingCode } from './pairing.ts';

/** The room of the bridge, the same in both wings. `ownerOf` names the organisation whose end a session works with. */
export function bridgeHandlers<Tables>(
  house: MeetingHouse,
  ownerOf: (work: Work<Tables>) => string | null,
): Handlers<Tables, typeof bridgeContract> {
  const endOf = (work: Work<Tables>) => ownEnd(house.pool, house.keyDir, house.wing, ownerOf(work));
  return {
    overview: async (work) => {
      const { id, keyId, address } = await endOf(work);
      const name = await nameOf(house.pool, id);
      const pairs = await readPairs(work.db, house.pool, id);
      return { end: { id, name, keyId, address }, pairs, strangers: await readRefusals(work.db, null) };
    },
    setAddress: async (work, { address }) => {
      if (address !== null && !mayCall(address)) throw refused('address', 'bad_address', REMEDY.bad_address);
      const { id } = await endOf(work);
      await sql`update bridge.ends set address = ${address} where id = ${id}::uuid`.execute(work.db);
      work.note('set_bridge_address', 'ends', [id]);
      return { done: true };
    },
    makeCode: async (work) => {
      const { id } = await endOf(work);
      const code = newPairingCode();
      const hash = pairingCodeHash(code);
      const sealed = encapsulate(house.keys, code.replaceAll('-', ''), codePlace(hash));
      const expiresAt = new Date(work.now.getTime() + CODE_MINUTES * 60_000);
      await sql`insert into bridge.codes (end_id, code_hash, sealed_code, expires_at)
        values (${id}::uuid, ${hash}, ${sealed}, ${expiresAt})`.execute(work.db);
      work.note('make_bridge_code', 'ends', [id]);
      return { code, expiresAt: expiresAt.toISOString() };
    },
    pair: async (work, { address, code }) => {
      const bare = readPairingCode(code);
      if (bare === null) throw refused('code', 'no_such_code', REMEDY.no_such_code);
      const made = await pairWith(
        house,
        ownerOf(work),
        address,
        bare,
        carryOver(AbortSignal.timeout(10_000)),
      );
      if ('refused' in made) throw refusedMeeting(made.refused);
      work.note('pair_bridge', 'pairs', [made.pairId]);
      return made;
    },
    confirm: (work, { pairId, fingerprint }) => confirm(work, pairId, fingerprint),
    end: (work, { pairId }) => end(work, pairId),
    changeKey: async (work) => {
      const { id } = await endOf(work);
      const keyId = await changeKey(house.pool, house.keyDir, id);
      work.note('change_bridge_key', 'ends', [id]);
      return { keyId };
    },
  };
}

const ANEW = 'Ask the other administrator for a new code and enter it within 15 minutes.';
/** What an administrator does about each reason why there is no pair. */
const REMEDY: Record<MeetingFault, string> = {
  not_an_introduction: 'Check the address: what answers there is not a bridge of this version.',
  bad_key: 'Check the address: what answers there shows no right key.',
  same_wing: 'Enter the address of the other wing: a task force is paired with a provider.',
  ourselves: 'Enter the address of the other installation; this is your own.',
  bad_address:
    'Enter an address that begins with https://, without user name, question mark and number sign.',
  no_such_code: 'Check the code letter by letter; it has five groups of four.',
  code_used: ANEW,
  code_expired: ANEW,
  wrong_proof: ANEW,
  paired_already: 'End the pair that is open, on both sides, before pairing anew.',
  not_reached: 'Check the address and whether the other installation is running.',
  failed:
    'Try again; if it fails again, ask the administrator of the other installation to look at its report.',
};
const CODE_FAULTS = new Set<MeetingFault>(['no_such_code', 'code_used', 'code_expired', 'wrong_proof']);

const refusedMeeting = (fault: MeetingFault): Problem =>
  refused(CODE_FAULTS.has(fault) ? 'code' : 'address', fault, REMEDY[fault]);

async function confirm<Tables>({ db, account, now }: Work<Tables>, id: string, fingerprint: string) {
  const { rows } = await sql<{ fingerprint: string; state: string }>`
    select fingerprint, state from bridge.pairs where id = ${id}::uuid for update`.execute(db);
  const pair = rows[0];
  if (pair === undefined) throw new Problem('missing');
  if (pair.state !== 'unconfirmed') throw new Problem('already_done');
  if (pair.fingerprint !== fingerprint)
    throw refused(
      'fingerprint',
      'other_fingerprint',
      'End this pair: the numbers differ, so somebody may stand between.',
    );
  await sql`update bridge.pairs set state = 'open', confirmed_by = ${account.id}::uuid, confirmed_at = ${now}
    where id = ${id}::uuid`.execute(db);
  await sql`notify bridge_outbox`.execute(db);
  return { done: true as const };
}

async function end<Tables>({ db, account, now }: Work<Tables>, id: string) {
  const { numAffectedRows } = await sql`update bridge.pairs
    set state = 'ended', ended_by = ${account.id}::uuid, ended_at = ${now}
    where id = ${id}::uuid and state <> 'ended'`.execute(db);
  if (numAffectedRows === 0n) throw new Problem('missing');
  await sql`notify bridge_outbox`.execute(db);
  return { done: true as const };
}
