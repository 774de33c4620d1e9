/** What can be shared, from the closed list of the database. */
export const vehicleKinds = [
  'car',
  'van',
  'bus',
  'truck',
  'boat',
  'command_post',
  'interview_room',
  'meeting_room',
  'equipment',
  'other',
] as const;
