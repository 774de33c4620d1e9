import { bridgeContract } from '../bridge/contract.ts';
import { auditContract } from '../kit/audit/contract.ts';
import { filesContract } from '../kit/files/contract.ts';
import { identityContract } from '../kit/identity/contract.ts';
import { jobsContract, noticesContract } from '../kit/jobs/contract.ts';
import { clientsContract } from './clients/contract.ts';
import { screeningsContract } from './clients/contract-screenings.ts';
import { recordContract } from './record/contract.ts';
import { notesContract, plansContract } from './services/contract-plans.ts';
import { needsContract, servicesContract } from './services/contract.ts';
import { compelledContract } from './disclosure/contract.ts';
import { offersContract } from './referrals/contract.ts';
import { onwardContract } from './referrals/contract-onward.ts';
import { figuresContract } from './figures/contract.ts';
import { homeContract } from './home/contract.ts';
import { organisationsContract } from './organisations/contract.ts';
import { reportsContract } from './reports/contract.ts';
import { releasesContract } from './releases/contract.ts';
import { directoryContract } from './directory/contract.ts';
import { standbyContract } from './standby/contract.ts';

/** Everything the provider's server can be asked to do: a room a key. */
export const contract = {
  identity: identityContract,
  jobs: jobsContract,
  notices: noticesContract,
  files: filesContract,
  audit: auditContract,
  bridge: bridgeContract,
  organisations: organisationsContract,
  home: homeContract,
  directory: directoryContract,
  standby: standbyContract,
  clients: clientsContract,
  screenings: screeningsContract,
  needs: needsContract,
  services: servicesContract,
  plans: plansContract,
  notes: notesContract,
  compelled: compelledContract,
  reports: reportsContract,
  releases: releasesContract,
  record: recordContract,
  offers: offersContract,
  onward: onwardContract,
  figures: figuresContract,
};
export type Contract = typeof contract;
