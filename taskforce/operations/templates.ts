import type { OperationKind } from '../vocabulary/operations.ts';
import { en } from './template-en-words.ts';
import { es } from './template-es-words.ts';
import { templates } from './rules-templates.ts';

/** A template in a language, as the plan is written from it. */
export function planOf(kind: OperationKind, language: string) {
  const template = templates[kind];
  const words = language === 'es' ? es : en;
  const stages = template.stages.map((key, at) => ({ key, place: at + 1, ...words.stages[key] }));
  const dependencies = template.stages.flatMap((key, at) => {
    const before = template.stages[at - 1];
    const needs = template.waits?.[key] ?? (before === undefined ? [] : [before]);
    return needs.map((needed) => ({ stage: key, needs: needed }));
  });
  return {
    objective: words.objectives[kind],
    victimsForeseen: template.victimsForeseen,
    minorsPossible: template.minorsPossible,
    risk: template.risk,
    stages,
    dependencies,
    posts: template.posts.map(({ role, place }) => ({
      role,
      placeKind: place,
      duties: words.duties[role],
    })),
    sections: template.sections.map((section) => ({ kind: section, text: words.sections[section] })),
  };
}
