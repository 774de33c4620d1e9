/** Kinds of records that search knows. */
export const searchKinds = [
  'case',
  'strand',
  'activity',
  'task',
  'note',
  'decision',
  'fact',
  'file',
  'tip',
  'message',
  'operation',
  'lesson',
  'person',
] as const;
export type SearchKind = (typeof searchKinds)[number];
