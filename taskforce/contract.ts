import { bridgeContract } from '../bridge/contract.ts';
import { auditContract } from '../kit/audit/contract.ts';
import { filesContract } from '../kit/files/contract.ts';
import { identityContract } from '../kit/identity/contract.ts';
import { jobsContract, noticesContract } from '../kit/jobs/contract.ts';
import { briefsContract, portfolioContract } from './cases/contract-briefs.ts';
import { decisionsContract } from './cases/contract-decisions.ts';
import { linksContract } from './cases/contract-links.ts';
import { meetingsContract } from './cases/contract-meetings.ts';
import { spinOffsContract } from './cases/contract-spinoffs.ts';
import { activitiesContract } from './cases/contract-activities.ts';
import { notesContract, timelineContract, viewsContract } from './cases/contract-records.ts';
import { tasksContract } from './cases/contract-tasks.ts';
import { requestsContract, strandsContract } from './cases/contract-strands.ts';
import { casesContract } from './cases/contract.ts';
import { tipsContract } from './tips/contract.ts';
import { dangerContract } from './tips/contract-danger.ts';
import { chargesContract } from './victims/contract-charges.ts';
import { dutiesContract } from './victims/contract-duties.ts';
import { interviewsContract } from './victims/contract-interviews.ts';
import { promisesContract } from './victims/contract-promises.ts';
import { reliefContract } from './victims/contract-relief.ts';
import { figuresContract } from './figures/contract.ts';
import { rightsContract } from './victims/contract-rights.ts';
import { homeContract } from './home/contract.ts';
import { victimsContract } from './victims/contract.ts';
import { administrationContract } from './administration/contract.ts';
import { calendarContract } from './calendar/contract.ts';
import { courtDatesContract } from './calendar/contract-dates.ts';
import { vehiclesContract } from './calendar/contract-vehicles.ts';
import { searchContract } from './search/contract.ts';
import { budgetsContract } from './budgets/contract.ts';
import { timesheetsContract } from './timesheets/contract.ts';
import { deconflictionContract } from './deconfliction/contract.ts';
import { estimatesContract } from './estimates/contract.ts';
import { priorsContract, trackContract } from './estimates/contract-track.ts';
import { whatIfsContract } from './estimates/contract-whatifs.ts';
import { exportsContract } from './exports/contract.ts';
import { resourcesContract } from './requests/contract.ts';
import { broughtContract } from './referrals/contract-brought.ts';
import { referralRulesContract, referralsContract } from './referrals/contract.ts';
import { importsContract } from './imports/contract.ts';
import { operationsContract } from './operations/contract.ts';
import { releasesContract } from './releases/contract.ts';
import { providersContract } from './providers/contract.ts';
import { nominationsContract } from './nominations/contract.ts';
import { standbyContract } from './standby/contract.ts';
import { boardContract } from './operations/contract-run.ts';

/** Everything the task force's server can be asked to do: a room a key. */
export const contract = {
  identity: identityContract,
  jobs: jobsContract,
  notices: noticesContract,
  files: filesContract,
  audit: auditContract,
  bridge: bridgeContract,
  links: linksContract,
  decisions: decisionsContract,
  meetings: meetingsContract,
  spinOffs: spinOffsContract,
  briefs: briefsContract,
  portfolio: portfolioContract,
  cases: casesContract,
  tips: tipsContract,
  danger: dangerContract,
  victims: victimsContract,
  strands: strandsContract,
  requests: requestsContract,
  activities: activitiesContract,
  tasks: tasksContract,
  notes: notesContract,
  timeline: timelineContract,
  views: viewsContract,
  interviews: interviewsContract,
  promises: promisesContract,
  duties: dutiesContract,
  charges: chargesContract,
  relief: reliefContract,
  providers: providersContract,
  standby: standbyContract,
  nominations: nominationsContract,
  board: boardContract,
  rights: rightsContract,
  calendar: calendarContract,
  courtDates: courtDatesContract,
  vehicles: vehiclesContract,
  search: searchContract,
  figures: figuresContract,
  home: homeContract,
  imports: importsContract,
  releases: releasesContract,
  exports: exportsContract,
  estimates: estimatesContract,
  trackRecord: trackContract,
  priors: priorsContract,
  whatIfs: whatIfsContract,
  resources: resourcesContract,
  operations: operationsContract,
  budgets: budgetsContract,
  timesheets: timesheetsContract,
  administration: administrationContract,
  referrals: referralsContract,
  brought: broughtContract,
  referralRules: referralRulesContract,
  deconfliction: deconflictionContract,
};
export type Contract = typeof contract;
