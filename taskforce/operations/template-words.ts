import type { OperationKind, PostRole, SectionKind } from '../vocabulary/operations.ts';

/** Stages that templates are made of. */
export const stageKeys = [
  'briefing',
  'watch',
  'locate',
  'staging',
  'contact',
  'entry',
  'inspection',
  'visit',
  'outreach',
  'arrest',
  'meet',
  'care',
  'interviews',
  'search',
  'records',
  'stand_down',
] as const;
export type StageKey = (typeof stageKeys)[number];

type StageWords = { name: string; what: string; goCriteria: string; abortCriteria: string };
export type TemplateWords = {
  objectives: Record<OperationKind, string>;
  stages: Record<StageKey, StageWords>;
  duties: Record<PostRole, string>;
  sections: Record<SectionKind, string>;
};

/** A stage in words. */
export const stage = (name: string, what: string, goCriteria: string, abortCriteria: string): StageWords => ({
  name,
  what,
  goCriteria,
  abortCriteria,
});
