import { Badge } from '../../../../web/ui/index.ts';
import { formatDate } from '../../../../web/words/index.ts';
import * as lists from '../../../vocabulary/operations.ts';
import type { SectionKind } from '../../../vocabulary/operations.ts';
import type { Plan } from '../../contract-plan.ts';
import { lacksOfInspection, totalOf } from '../../rules-plan.ts';
import type { PartField } from './fields.tsx';
import type { PartKind } from './part-card.tsx';
import { usePlanWords } from './kinds.tsx';

type Section = Plan['sections'][number] & Record<string, unknown>;
type Line = Plan['budget'][number] & Record<string, unknown>;
type Inspection = NonNullable<Plan['inspection']> & Record<string, unknown>;

export function useSections(plan: Plan): PartKind<Section> {
  const { t, f, options } = usePlanWords();
  const written = new Set<SectionKind>(plan.sections.map((one) => one.kind));
  const free = lists.sectionKinds.filter((kind) => !written.has(kind));
  const text: PartField = { name: 'text', label: f('text'), ask: 'area', most: 8000 };
  const choice: PartField = {
    name: 'choice',
    label: f('choice'),
    ask: 'code',
    options: options('media_choice', lists.mediaChoices),
    optional: true,
  };
  return {
    part: 'section',
    items: plan.sections,
    blank: { kind: free[0] ?? null, text: '', choice: null },
    full: free.length === 0,
    fields: [{ name: 'kind', label: f('sectionKind'), ask: 'code', options: options('section', free) }, text],
    fieldsOf: (one) => (one.kind === 'media' ? [text, choice] : [text]),
    fixedOf: (one) => (one.kind === 'media' ? { kind: one.kind } : { kind: one.kind, choice: null }),
    name: (one) => t(`operations.section.${one.kind}`),
    badges: (one) => one.choice !== null && <Badge>{t(`operations.media_choice.${one.choice}`)}</Badge>,
    facts: () => [],
    body: (one) => one.text,
  };
}

const dollars = (cents: number) =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' }).format(cents / 100);

/** Sum of the budget in words. */
export const totalInWords = (plan: Plan) => dollars(totalOf(plan.budget));

export function useBudget(plan: Plan): PartKind<Line> {
  const { t, f, options } = usePlanWords();
  return {
    part: 'budget',
    items: plan.budget,
    blank: { kind: null, what: null, amountCents: 0 },
    fields: [
      { name: 'kind', label: f('budgetKind'), ask: 'code', options: options('budget', lists.budgetKinds) },
      { name: 'amountCents', label: f('amount'), ask: 'money' },
      { name: 'what', label: f('more'), ask: 'text', most: 200, optional: true },
    ],
    name: (one) => `${t(`operations.budget.${one.kind}`)}: ${dollars(one.amountCents)}`,
    facts: (one) => [{ label: f('more'), value: one.what }],
  };
}

export function useInspection(plan: Plan): PartKind<Inspection> {
  const { t, f, moment } = usePlanWords();
  const day = (on: string | null) => (on === null ? '' : formatDate(on));
  return {
    part: 'inspection',
    items: plan.inspection === null ? [] : [plan.inspection],
    blank: {
      trainedOn: null,
      notPretext: false,
      criminalFirstToldOn: null,
      interviewPlace: null,
      retaliationPlan: null,
    },
    full: plan.inspection !== null,
    fields: [
      { name: 'trainedOn', label: f('trainedOn'), ask: 'day', optional: true },
      { name: 'notPretext', label: f('notPretext'), ask: 'check' },
      { name: 'criminalFirstToldOn', label: f('criminalFirstToldOn'), ask: 'day', optional: true },
      { name: 'interviewPlace', label: f('interviewPlace'), ask: 'text', most: 500, optional: true },
      { name: 'retaliationPlan', label: f('retaliationPlan'), ask: 'area', most: 4000, optional: true },
    ],
    name: () => t('operations.part.inspection.title'),
    badges: (one) => {
      const lacks = lacksOfInspection(one);
      return lacks.length > 0 && <Badge tone="warn">{t('operations.lacks', { n: lacks.length })}</Badge>;
    },
    facts: (one) => [
      { label: f('trainedOn'), value: day(one.trainedOn) },
      {
        label: f('notPretext'),
        value: one.acknowledgedBy === null ? '' : `${one.acknowledgedBy}, ${moment(one.acknowledgedAt)}`,
      },
      { label: f('criminalFirstToldOn'), value: day(one.criminalFirstToldOn) },
      { label: f('interviewPlace'), value: one.interviewPlace },
      { label: f('retaliationPlan'), value: one.retaliationPlan },
    ],
  };
}
