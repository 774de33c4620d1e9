import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageGroups } from '../vocabulary/clients.ts';
import { clocksOfIntake, routesOf, type Answer } from './rules.ts';
import { tools } from './rules-screening.ts';

const now = new Date('2026-03-01T09:30:00Z');

test('the notice to HHS is due 24 hours after the facts were found, for everybody who is or may be under 18', () => {
  for (const ageGroup of ageGroups)
    for (const foreign of ['yes', 'may_be', 'no', 'unknown'] as const) {
      const notice = clocksOfIntake(ageGroup, foreign, '2026-02-27', now).find(
        (one) => one.kind === 'hhs_notice',
      );
      const wanted = ageGroup.includes('minor') && (foreign === 'yes' || foreign === 'may_be');
      expect(notice?.dueAt.toISOString(), `${ageGroup} ${foreign}`).toBe(
        wanted ? '2026-03-02T09:30:00.000Z' : undefined,
      );
    }
});

test('the entry form is due ninety days after the intake, whenever it is written down', () => {
  const form = clocksOfIntake('adult', 'no', '2026-01-01', now).find((one) => one.kind === 'intake_form');
  expect(form?.dueAt.toISOString().slice(0, 10)).toBe('2026-04-01');
});

test('no answer ever takes an offer away, and every offer names a question that was answered', () => {
  for (const tool of tools) {
    const answers = fc.dictionary(
      fc.constantFrom(...tool.questions.map((one) => one.id)),
      fc.constantFrom<Answer>('yes', 'no', 'unsure', 'declined'),
    );
    fc.assert(
      fc.property(answers, fc.constantFrom(...tool.questions.map((one) => one.id)), (given, more) => {
        const before = routesOf(tool, given);
        const after = routesOf(tool, { ...given, [more]: 'yes' });
        const named = new Set(after.map((one) => one.route));
        expect(before.every((one) => named.has(one.route))).toBe(true);
        expect(
          after
            .flatMap((one) => one.from)
            .every((id) => ['yes', 'unsure'].includes({ ...given, [more]: 'yes' }[id]!)),
        ).toBe(true);
      }),
    );
  }
});

test('every question of a tool leads somewhere, and every route is one that people can be offered', () => {
  for (const tool of tools)
    for (const question of tool.questions) {
      expect(question.routes.length, question.id).toBeGreaterThan(0);
      expect(question.routes.every((route) => tool.routes.includes(route))).toBe(true);
    }
});
