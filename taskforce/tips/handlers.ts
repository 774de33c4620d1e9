import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { tipsContract } from './contract.ts';
import { packFor } from './indicators/packs.ts';
import { hold, purge, recordAnswer } from './keeping.ts';
import { shownPack } from './pack-answers.ts';
import { officersFor } from './officers.ts';
import { open } from './page.ts';
import { portal, setPortal } from './portal-words.ts';
import { list } from './queue.ts';
import { receive } from './receive.ts';
import { unmask } from './reporter.ts';
import { takeMany } from './taking.ts';
import { decide, reopen, take } from './triage.ts';

/** Handlers of the tip room. */
export function tipsHandlers(house: House): Handlers<Tables, typeof tipsContract> {
  return {
    receive: receive(house),
    list,
    open,
    officers: async (work, { duty }) => ({ rows: await officersFor(work, duty) }),
    take,
    takeMany,
    decide,
    reopen,
    recordAnswer,
    unmask: unmask(house),
    packs: async (_work, { audience }) => shownPack(packFor(audience)),
    hold,
    purge,
    portal,
    setPortal,
  };
}
