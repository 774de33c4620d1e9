import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { changeCase, closeTheCase, reopenTheCase, sealTheCase } from './changing.ts';
import { chooseCase } from './choosing.ts';
import type { casesContract } from './contract.ts';
import { changesOf } from './keeping.ts';
import { listCases } from './listing.ts';
import { readableCase } from './links.ts';
import { addMember, endMember, membersOf } from './members.ts';
import { openCase } from './opening.ts';
import { readCase } from './reading.ts';

/** Handlers of the case room. */
export function casesHandlers(): Handlers<Tables, typeof casesContract> {
  return {
    open: (work, input) => openCase(work, input),
    list: (work, input) => listCases(work, input),
    choose: (work, input) => chooseCase(work, input),
    read: (work, input) => readCase(work, input),
    change: changeCase,
    close: closeTheCase,
    reopen: reopenTheCase,
    seal: sealTheCase,
    members: async (work, { caseId }) => {
      await readableCase(work, caseId);
      return { rows: await membersOf(work, caseId, false) };
    },
    addMember,
    endMember,
    changes: changesOf,
  };
}
