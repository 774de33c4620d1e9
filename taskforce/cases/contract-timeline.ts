/** What a line of the timeline is about. */
export const timelineKinds = [
  'transition',
  'activity',
  'note',
  'task',
  'task_settled',
  'decision',
  'member',
  'member_ended',
  'file',
  'request',
] as const;
