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
import { administrationContract } from './administration/contract.ts';
import { administrationHandlers } from './administration/handlers.ts';
import { briefHandlers } from './cases/briefs.ts';
import { briefsContract, portfolioContract } from './cases/contract-briefs.ts';
import { portfolioHandlers } from './cases/portfolio.ts';
import { decisionsContract } from './cases/contract-decisions.ts';
import { linksContract } from './cases/contract-links.ts';
import { meetingsContract } from './cases/contract-meetings.ts';
import { meetingHandlers } from './cases/meetings.ts';
import { spinOffsContract } from './cases/contract-spinoffs.ts';
import { spinOffHandlers } from './cases/spin-offs.ts';
import { decisionHandlers } from './cases/decisions.ts';
import { linkHandlers } from './cases/links.ts';
import { activityHandlers } from './cases/activities.ts';
import { activitiesContract } from './cases/contract-activities.ts';
import { notesContract, timelineContract, viewsContract } from './cases/contract-records.ts';
import { tasksContract } from './cases/contract-tasks.ts';
import { requestsContract, strandsContract } from './cases/contract-strands.ts';
import { casesContract } from './cases/contract.ts';
import { casesHandlers } from './cases/handlers.ts';
import { noteHandlers } from './cases/notes.ts';
import { requestHandlers } from './cases/requests.ts';
import { strandHandlers } from './cases/strands.ts';
import { taskHandlers } from './cases/tasks.ts';
import { readTimeline } from './cases/timeline.ts';
import { viewHandlers } from './cases/views.ts';
import { chargeHandlers } from './victims/charges.ts';
import { chargesContract } from './victims/contract-charges.ts';
import { dutiesContract } from './victims/contract-duties.ts';
import { interviewsContract } from './victims/contract-interviews.ts';
import { promisesContract } from './victims/contract-promises.ts';
import { reliefContract } from './victims/contract-relief.ts';
import { dutyHandlers } from './victims/duties.ts';
import { interviewHandlers } from './victims/interviews.ts';
import { promiseHandlers } from './victims/promises.ts';
import { reliefHandlers } from './victims/relief.ts';
import { figuresContract } from './figures/contract.ts';
import { figuresHandlers } from './figures/handlers.ts';
import { rightsContract } from './victims/contract-rights.ts';
import { rightsHandlers } from './victims/rights.ts';
import { homeContract } from './home/contract.ts';
import { homeHandlers } from './home/handlers.ts';
import { calendarContract } from './calendar/contract.ts';
import { courtDatesContract } from './calendar/contract-dates.ts';
import { vehiclesContract } from './calendar/contract-vehicles.ts';
import { courtDateHandlers } from './calendar/dates.ts';
import { calendarHandlers } from './calendar/handlers.ts';
import { vehicleHandlers } from './calendar/vehicles.ts';
import { searchContract } from './search/contract.ts';
import { searchHandlers } from './search/handlers.ts';
import type { House } from './house.ts';
import { exportedLists } from './export-lists.ts';
import { budgetsContract } from './budgets/contract.ts';
import { budgetsHandlers } from './budgets/handlers.ts';
import { timesheetsContract } from './timesheets/contract.ts';
import { timesheetHandlers } from './timesheets/handlers.ts';
import { deconflictionContract } from './deconfliction/contract.ts';
import { deconflictionHandlers } from './deconfliction/handlers.ts';
import { estimatesContract } from './estimates/contract.ts';
import { priorsContract, trackContract } from './estimates/contract-track.ts';
import { priorsHandlers } from './estimates/priors-handlers.ts';
import { trackHandlers } from './estimates/track-handlers.ts';
import { whatIfsContract } from './estimates/contract-whatifs.ts';
import { whatIfHandlers } from './estimates/whatifs.ts';
import { estimateHandlers } from './estimates/handlers.ts';
import { exportsContract } from './exports/contract.ts';
import { exportsHandlers } from './exports/handlers.ts';
import { referralRulesContract, referralsContract } from './referrals/contract.ts';
import { resourcesContract } from './requests/contract.ts';
import { resourcesHandlers } from './requests/handlers.ts';
import { broughtHandlers } from './referrals/brought.ts';
import { broughtContract } from './referrals/contract-brought.ts';
import { referralsHandlers } from './referrals/handlers.ts';
import { referralRulesHandlers } from './referrals/protocol.ts';
import { importsContract } from './imports/contract.ts';
import { importsHandlers } from './imports/handlers.ts';
import { operationsContract } from './operations/contract.ts';
import { operationsHandlers } from './operations/handlers.ts';
import { releasesContract } from './releases/contract.ts';
import { releasesHandlers } from './releases/handlers.ts';
import { providersContract } from './providers/contract.ts';
import { providersHandlers } from './providers/handlers.ts';
import { nominationsContract } from './nominations/contract.ts';
import { nominationsHandlers } from './nominations/handlers.ts';
import { standbyContract } from './standby/contract.ts';
import { standbyHandlers } from './standby/handlers.ts';
import { boardContract } from './operations/contract-run.ts';
import { boardHandlers } from './operations/run.ts';
import { tipsContract } from './tips/contract.ts';
import { dangerContract } from './tips/contract-danger.ts';
import { dangerHandlers } from './tips/dangers.ts';
import { tipsHandlers } from './tips/handlers.ts';
import { victimsContract } from './victims/contract.ts';
import { victimsHandlers } from './victims/handlers.ts';

/** All rooms of the task force, joined with their handlers. */
export function makeRouter(
  house: House,
  identity: Handlers<IdentityTables, typeof identityContract>,
): Record<string, unknown> {
  return {
    identity: room(identityContract, identity),
    jobs: room(jobsContract, jobsHandlers),
    notices: room(noticesContract, noticesHandlers),
    files: room(filesContract, filesHandlers(house.files)),
    audit: room(auditContract, auditHandlers({ keys: house.keys, log: 'taskforce' })),
    bridge: room(
      bridgeContract,
      bridgeHandlers(house.bridge, () => null),
    ),
    links: room(linksContract, linkHandlers()),
    decisions: room(decisionsContract, decisionHandlers()),
    meetings: room(meetingsContract, meetingHandlers(house)),
    spinOffs: room(spinOffsContract, spinOffHandlers()),
    briefs: room(briefsContract, briefHandlers(house)),
    portfolio: room(portfolioContract, portfolioHandlers()),
    tips: room(tipsContract, tipsHandlers(house)),
    danger: room(dangerContract, dangerHandlers),
    cases: room(casesContract, casesHandlers()),
    victims: room(victimsContract, victimsHandlers(house)),
    strands: room(strandsContract, strandHandlers()),
    requests: room(requestsContract, requestHandlers()),
    activities: room(activitiesContract, activityHandlers()),
    tasks: room(tasksContract, taskHandlers()),
    notes: room(notesContract, noteHandlers()),
    timeline: room(timelineContract, { read: readTimeline }),
    views: room(viewsContract, viewHandlers()),
    figures: room(figuresContract, figuresHandlers()),
    home: room(homeContract, homeHandlers()),
    interviews: room(interviewsContract, interviewHandlers()),
    promises: room(promisesContract, promiseHandlers()),
    duties: room(dutiesContract, dutyHandlers()),
    charges: room(chargesContract, chargeHandlers()),
    relief: room(reliefContract, reliefHandlers()),
    providers: room(providersContract, providersHandlers()),
    nominations: room(nominationsContract, nominationsHandlers()),
    standby: room(standbyContract, standbyHandlers()),
    calendar: room(calendarContract, calendarHandlers()),
    courtDates: room(courtDatesContract, courtDateHandlers()),
    vehicles: room(vehiclesContract, vehicleHandlers()),
    board: room(boardContract, boardHandlers(house)),
    rights: room(rightsContract, rightsHandlers()),
    search: room(searchContract, searchHandlers(house)),
    imports: room(importsContract, importsHandlers(house)),
    releases: room(releasesContract, releasesHandlers(house)),
    exports: room(exportsContract, exportsHandlers(exportedLists)),
    estimates: room(estimatesContract, estimateHandlers(house)),
    trackRecord: room(trackContract, trackHandlers()),
    priors: room(priorsContract, priorsHandlers()),
    whatIfs: room(whatIfsContract, whatIfHandlers()),
    resources: room(resourcesContract, resourcesHandlers(house)),
    operations: room(operationsContract, operationsHandlers(house)),
    budgets: room(budgetsContract, budgetsHandlers()),
    timesheets: room(timesheetsContract, timesheetHandlers()),
    referrals: room(referralsContract, referralsHandlers(house)),
    brought: room(broughtContract, broughtHandlers()),
    referralRules: room(referralRulesContract, referralRulesHandlers()),
    deconfliction: room(deconflictionContract, deconflictionHandlers(house)),
    administration: room(administrationContract, administrationHandlers()),
  };
}
