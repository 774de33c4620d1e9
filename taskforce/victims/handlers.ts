import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { addChannel, changeChannel, listContacts, recordContact } from './channels.ts';
import type { victimsContract } from './contract.ts';
import { decideStatus } from './deciding.ts';
import { changesOf } from './keeping.ts';
import { listVictims, victimsOfCase } from './listing.ts';
import { readVictim } from './reading.ts';
import { addVictim, changeVictim, endRole, giveRole } from './recording.ts';
import { listScreenings, screen } from './screenings.ts';
import { mask, sealIdentity, unmask, unmasked } from './unmasking.ts';

/** Handlers of the room of victims. */
export function victimsHandlers(house: House): Handlers<Tables, typeof victimsContract> {
  return {
    list: listVictims,
    ofCase: victimsOfCase,
    read: readVictim,
    add: addVictim,
    change: changeVictim,
    changes: changesOf,
    decide: decideStatus,
    sealIdentity: sealIdentity(house),
    unmask: unmask(house),
    unmasked: unmasked(house),
    mask,
    giveRole,
    endRole,
    addChannel: addChannel(house),
    changeChannel,
    contacts: listContacts,
    recordContact,
    screenings: listScreenings,
    screen,
  };
}
