import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import { takeTips } from './tips.ts';

/** What happened in the Tri-County Task Force in the last four months. `settle` dates back what was made so far. */
export async function tellStory(hands: Hands, people: Cast, settle: () => Promise<void>): Promise<void> {
  await takeTips(hands, people, settle);
}
