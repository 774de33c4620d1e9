import { agencyKinds } from './agencies.ts';
import { commitmentStates, workRoles } from './budgets.ts';
import { activityKinds, costKinds, noteKinds, taskKinds } from './activities.ts';
import { agendaReasons, caseLinkKinds, exitChecklistItems, phases, strandCloseReasons } from './cases.ts';
import { memberCapacities, strandKinds, traffickingTypes } from './cases.ts';
import { dangerContactKinds, dangerContactOutcomes, dangerEndings, dangerGates } from './danger.ts';
import { exportPurposes } from './exports.ts';
import { handlingLabels } from './handling.ts';
import { originModes, originRoutes } from './origins.ts';
import { searchBodies, searchPurposes, unmaskReasons } from './searches.ts';
import { audiences, indicatorRoutes, noActionReasons, queueReasons, referralRecipients } from './tips.ts';
import { similarityReasons, tipChannels, tipClocks, tipDecisions, tipStates } from './tips.ts';
import * as victims from './victims.ts';
import { directions, exitKinds, transitionEvents } from './transitions.ts';
import * as work from './victim-work.ts';

/** Every closed list by name: what forms offer, what the words files label, what table checks are made from. */
export const vocabulary = {
  traffickingType: traffickingTypes,
  strandKind: strandKinds,
  phase: phases,
  strandCloseReason: strandCloseReasons,
  caseLinkKind: caseLinkKinds,
  exitChecklistItem: exitChecklistItems,
  memberCapacity: memberCapacities,
  agendaReason: agendaReasons,
  transitionEvent: transitionEvents,
  direction: directions,
  exitKind: exitKinds,
  originMode: originModes,
  originRoute: originRoutes,
  tipChannel: tipChannels,
  audience: audiences,
  tipState: tipStates,
  tipDecision: tipDecisions,
  noActionReason: noActionReasons,
  referralRecipient: referralRecipients,
  dangerContactKind: dangerContactKinds,
  dangerContactOutcome: dangerContactOutcomes,
  dangerGate: dangerGates,
  dangerEnding: dangerEndings,
  tipClock: tipClocks,
  similarityReason: similarityReasons,
  queueReason: queueReasons,
  indicatorRoute: indicatorRoutes,
  activityKind: activityKinds,
  costKind: costKinds,
  workRole: workRoles,
  commitmentState: commitmentStates,
  taskKind: taskKinds,
  noteKind: noteKinds,
  victimStatus: victims.victimStatuses,
  victimBasis: victims.victimBases,
  victimConfirmer: victims.victimConfirmers,
  notIdentifiedReason: victims.notIdentifiedReasons,
  ageGroup: victims.ageGroups,
  knownOrNot: victims.knownOrNot,
  victimInterpreter: victims.interpreterNeeds,
  victimChannel: victims.victimChannels,
  channelSafety: victims.channelSafeties,
  weekday: victims.weekdays,
  contactOutcome: victims.contactOutcomes,
  victimUnmaskReason: victims.victimUnmaskReasons,
  victimPart: victims.victimParts,
  victimRole: victims.victimRoles,
  screeningSetting: victims.screeningSettings,
  screeningRoute: victims.screeningRoutes,
  handlingLabel: handlingLabels,
  searchPurpose: searchPurposes,
  searchBody: searchBodies,
  unmaskReason: unmaskReasons,
  exportPurpose: exportPurposes,
  agencyKind: agencyKinds,
  interviewPurpose: work.interviewPurposes,
  ownAnswer: work.ownAnswers,
  interviewerKind: work.interviewerKinds,
  interviewPlace: work.interviewPlaces,
  interviewRole: work.interviewRoles,
  suspectTie: work.suspectTies,
  interpreterNeed: work.interpreterNeeds,
  interpreterTie: work.interpreterTies,
  recording: work.recordings,
  interviewState: work.interviewStates,
  postponeReason: work.postponeReasons,
  promiseAct: work.promiseActs,
  promiseKind: work.promiseKinds,
  chargeState: work.chargeStates,
  dutyKind: work.dutyKinds,
  dutyStep: work.dutySteps,
  dutyState: work.dutyStates,
  reliefTool: work.reliefTools,
  reliefState: work.reliefStates,
  reliefReason: work.reliefReasons,
  victimRight: work.victimRights,
  tellingWay: work.tellingWays,
  noticeEvent: work.noticeEvents,
  noticeChoice: work.noticeChoices,
  noticeState: work.noticeStates,
  tryOutcome: work.tryOutcomes,
  noticeProof: work.noticeProofs,
} as const;

export type VocabularyName = keyof typeof vocabulary;
export type Code<Name extends VocabularyName> = (typeof vocabulary)[Name][number];

/** Is `value` an id of the list `name`? */
export function isCode<Name extends VocabularyName>(name: Name, value: unknown): value is Code<Name> {
  return typeof value === 'string' && (vocabulary[name] as readonly string[]).includes(value);
}
