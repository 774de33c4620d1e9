/**
 * The rules of the tip room, all pure: what other rooms and screens may import of it besides the contract.
 * `rules-similar.ts` is apart: it brings the phone tables along, which no screen should have to load.
 */
export * from './rules-clocks.ts';
export * from './rules-danger.ts';
export * from './rules-queue.ts';
export * from './rules-receipts.ts';
export * from './rules-states.ts';
export type { Decision, Tip, TipChange } from './rules-tip.ts';
