import { encapsulate, openCapsule } from '../../kit/crypto/capsule.ts';
import type { Keys } from '../../kit/crypto/keys.ts';
import { ChannelDetails, Identity } from './contract-parts.ts';

/** Where a sealed value of a victim belongs: a capsule moved to another victim or channel does not open. */
const places = {
  identity: (victimId: string) => ({ table: 'victim_identities', column: 'identity_sealed', row: victimId }),
  contact: (channelId: string) => ({ table: 'victim_channels', column: 'details_sealed', row: channelId }),
};

export const sealedIdentity = (keys: Keys, victimId: string, identity: Identity): Buffer =>
  encapsulate(keys, JSON.stringify(identity), places.identity(victimId));

export const openedIdentity = (keys: Keys, victimId: string, sealed: Buffer): Identity =>
  Identity.parse(JSON.parse(openCapsule(keys, sealed, places.identity(victimId))));

export const sealedDetails = (keys: Keys, channelId: string, details: ChannelDetails): Buffer =>
  encapsulate(keys, JSON.stringify(details), places.contact(channelId));

export const openedDetails = (keys: Keys, channelId: string, sealed: Buffer): ChannelDetails =>
  ChannelDetails.parse(JSON.parse(openCapsule(keys, sealed, places.contact(channelId))));
