/** What the client's own record reads of these rooms. */
export { listGiven } from './given.ts';
export { readGoals } from './goals.ts';
export { listNeeds } from './needs.ts';
export { readNotes } from './notes.ts';
export { readSafety } from './safety.ts';
