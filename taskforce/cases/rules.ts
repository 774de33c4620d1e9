/** The rules of the case room, all pure: what other rooms and screens may import of it besides the contract. */
export * from './rules-checklist.ts';
export * from './rules-history.ts';
export * from './rules-spells.ts';
export { moveStrand, needsSupervisor } from './rules-transitions.ts';
export type { Approver, Move, MoveRequest, NewEntry, Setting } from './rules-transitions.ts';
export * from './rules-activities.ts';
export * from './rules-agenda.ts';
export * from './rules-briefs.ts';
export * from './rules-casework.ts';
export * from './rules-spinoffs.ts';
