import type { Line } from './access-lines.ts';
import type { Ground } from './access-world.ts';

type Sample = (ground: Ground) => Record<string, unknown>;

const line = (read: Line['read'], update: Line['update'], why: string, insert: Line['insert'] = 'nobody') =>
  ({ of: 'organisation', read, insert, update, why }) satisfies Line;
const carried = (why: string) => line('nobody', 'nobody', why);

/** The tables of the bridge: each organisation has an end of its own; of the others nothing is seen. */
export const bridgeAccess: Record<string, Line> = {
  'bridge.ends': line('seeBridge', 'manageBridge', 'The end of the own organisation'),
  'bridge.own_keys': line('manageBridge', 'nobody', 'Public halves of our keys; changed by the server'),
  'bridge.codes': line(
    'manageBridge',
    'nobody',
    'Pairing codes; hash and sealed code are read by nobody',
    'manageBridge',
  ),
  'bridge.pairs': line('seeBridge', 'manageBridge', 'Whom the own organisation is paired with'),
  'bridge.progress': line('seeBridge', 'nobody', 'When the other side was heard, and how far each came'),
  'bridge.peer_keys': carried("The bridge's login only"),
  'bridge.outbox': carried(
    "Messages on their way: written through a function, read by the bridge's login only",
  ),
  'bridge.passed': line('manageBridge', 'nobody', 'Kind and number of what passed, never what it said'),
  'bridge.refusals': line('manageBridge', 'nobody', 'What was not let in, by reason'),
  'bridge.nonces': carried("The bridge's login only"),
};

const hex = (unique: number, length: number) => unique.toString(16).padStart(length, '0');

/** Values for the bridge's tables in the access test. */
export const bridgeSamples: Record<string, Sample> = {
  'bridge.ends': ({ organisationId }) => ({ wing: 'provider', owner_id: organisationId }),
  'bridge.own_keys': ({ parent, unique }) => ({ key_id: hex(unique, 16), end_id: parent('bridge.ends') }),
  'bridge.codes': ({ parent }) => ({ end_id: parent('bridge.ends') }),
  'bridge.pairs': ({ parent, unique }) => ({
    end_id: parent('bridge.ends'),
    peer: `00000000-0000-4000-c000-${hex(unique, 12)}`,
    own_key_id: parent('bridge.own_keys'),
  }),
  'bridge.progress': ({ parent }) => ({ pair_id: parent('bridge.pairs') }),
  'bridge.peer_keys': ({ parent, unique }) => ({ pair_id: parent('bridge.pairs'), key_id: hex(unique, 16) }),
  'bridge.outbox': ({ parent }) => ({ pair_id: parent('bridge.pairs') }),
  'bridge.passed': ({ parent, unique }) => ({
    pair_id: parent('bridge.pairs'),
    direction: 'sent',
    hash: hex(unique, 64),
  }),
  'bridge.refusals': ({ parent }) => ({ pair_id: parent('bridge.pairs'), reason: 'bad_signature' }),
  'bridge.nonces': ({ parent }) => ({ pair_id: parent('bridge.pairs') }),
};
