import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { bringingHandlers } from './bringing.ts';
import type { releasesContract } from './contract.ts';
import { again, change, draft, referralsOf, taskForces } from './drafting.ts';
import { printForm } from './printing.ts';
import { listReleases, readRelease, readTexts } from './reading.ts';
import { rulesOf, setRules } from './setting.ts';
import { explain, open, revoke, sign } from './sharing.ts';

/** Releases: what a client lets one recipient know, for how long, and taken back at a word. No service depends on one. */
export function releasesHandlers(house: House): Handlers<Tables, typeof releasesContract> {
  return {
    rules: (work) => rulesOf(work),
    setRules,
    recipients: async (work) => ({ rows: await taskForces(work) }),
    referrals: async (work, { clientId }) => ({ rows: await referralsOf(work, clientId) }),
    list: listReleases,
    read: (work, { id }) => readRelease(work, id),
    texts: (work, { id }) => readTexts(house, work, id),
    draft: (work, input) => draft(house, work, input),
    change: (work, input) => change(house, work, input),
    explain,
    sign: (work, input) => sign(house, work, input),
    open: (work, input) => open(house, work, input),
    revoke: (work, input) => revoke(house, work, input),
    again: (work, input) => again(house, work, input),
    print: (work, input) => printForm(house, work, input),
    ...bringingHandlers,
  };
}
