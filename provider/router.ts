import { bridgeContract } from '../bridge/contract.ts';
import { bridgeHandlers } from '../bridge/handlers.ts';
import { auditContract } from '../kit/audit/contract.ts';
import { auditHandlers } from '../kit/audit/handlers.ts';
import { filesContract } from '../kit/files/contract.ts';
import { filesHandlers } from '../kit/files/handlers.ts';
import { identityContract } from '../kit/identity/contract.ts';
import type { IdentityTables } from '../kit/identity/tables.ts';
import { jobsContract, noticesContract } from '../kit/jobs/contract.ts';
import { jobsHandlers, noticesHandlers } from '../kit/jobs/handlers.ts';
import { room, type Handlers } from '../kit/rpc/room.ts';
import { clientsContract } from './clients/contract.ts';
import { screeningsContract } from './clients/contract-screenings.ts';
import { clientsHandlers } from './clients/handlers.ts';
import { screeningsHandlers } from './clients/screenings.ts';
import { compelledContract } from './disclosure/contract.ts';
import { compelledHandlers } from './disclosure/handlers.ts';
import { directoryContract } from './directory/contract.ts';
import { directoryHandlers } from './directory/handlers.ts';
import { figuresContract } from './figures/contract.ts';
import { figuresHandlers } from './figures/handlers.ts';
import { homeContract } from './home/contract.ts';
import { homeHandlers } from './home/handlers.ts';
import type { House } from './house.ts';
import { standbyContract } from './standby/contract.ts';
import { standbyHandlers } from './standby/handlers.ts';
import { offersContract } from './referrals/contract.ts';
import { onwardContract } from './referrals/contract-onward.ts';
import { offersHandlers } from './referrals/handlers.ts';
import { onwardHandlers } from './referrals/onward.ts';
import { organisationsContract } from './organisations/contract.ts';
import { organisationsHandlers } from './organisations/handlers.ts';
import { recordContract } from './record/contract.ts';
import { logHandlers } from './record/log.ts';
import { printingHandlers } from './record/printing.ts';
import { statementsHandlers } from './record/statements.ts';
import { notesContract, plansContract } from './services/contract-plans.ts';
import { needsContract, servicesContract } from './services/contract.ts';
import { servicesHandlers } from './services/given.ts';
import { goalsHandlers } from './services/goals.ts';
import { needsHandlers } from './services/needs.ts';
import { notesHandlers } from './services/notes.ts';
import { safetyHandlers } from './services/safety.ts';
import { reportsContract } from './reports/contract.ts';
import { reportsHandlers } from './reports/handlers.ts';
import { releasesContract } from './releases/contract.ts';
import { releasesHandlers } from './releases/handlers.ts';

/** All rooms of the provider, joined with their handlers. */
export function makeRouter(
  house: House,
  identity: Handlers<IdentityTables, typeof identityContract>,
): Record<string, unknown> {
  return {
    identity: room(identityContract, identity),
    jobs: room(jobsContract, jobsHandlers),
    notices: room(noticesContract, noticesHandlers),
    files: room(filesContract, filesHandlers(house.files)),
    audit: room(auditContract, auditHandlers({ keys: house.keys, log: 'provider' })),
    bridge: room(
      bridgeContract,
      bridgeHandlers(house.bridge, ({ account }) => account.agencyId),
    ),
    organisations: room(organisationsContract, organisationsHandlers()),
    home: room(homeContract, homeHandlers()),
    directory: room(directoryContract, directoryHandlers()),
    standby: room(standbyContract, standbyHandlers()),
    clients: room(clientsContract, clientsHandlers(house)),
    screenings: room(screeningsContract, screeningsHandlers(house)),
    needs: room(needsContract, needsHandlers(house)),
    services: room(servicesContract, servicesHandlers(house)),
    plans: room(plansContract, { ...safetyHandlers(house), ...goalsHandlers(house) }),
    notes: room(notesContract, notesHandlers(house)),
    compelled: room(compelledContract, compelledHandlers(house)),
    reports: room(reportsContract, reportsHandlers(house)),
    releases: room(releasesContract, releasesHandlers(house)),
    record: room(recordContract, {
      ...printingHandlers(house),
      ...logHandlers(house),
      ...statementsHandlers(house),
    }),
    offers: room(offersContract, offersHandlers()),
    onward: room(onwardContract, onwardHandlers(house)),
    figures: room(figuresContract, figuresHandlers()),
  };
}
