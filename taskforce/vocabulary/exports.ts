/** Why a list leaves the house; a code that the audit keeps with the export. */
export const exportPurposes = [
  'case_meeting',
  'court_or_disclosure',
  'supervision',
  'oversight',
  'statistics',
  'other_system',
  'quality_check',
] as const;
export type ExportPurpose = (typeof exportPurposes)[number];
