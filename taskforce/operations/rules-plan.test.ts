import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operationKinds, victimClasses } from '../vocabulary/operations.ts';
import { clocksOf, reliefOfAll } from './rules-classes.ts';
import { againstTechnique } from './rules-parts.ts';
import {
  againstPlace,
  againstPost,
  AWAY_METRES,
  closesCircle,
  expiryOf,
  headFrom,
  lacksOfInspection,
  totalOf,
  type Dependency,
  type HeadFacts,
} from './rules-plan.ts';
import { spansOf } from './rules-timeline.ts';
import { templates } from './rules-templates.ts';
import { planOf } from './templates.ts';

const head: HeadFacts = {
  title: 'Recovery',
  kind: 'recovery',
  type: 'sex',
  caseId: null,
  leadAgencyId: 'a',
  sealed: false,
  objective: '',
  risk: 'medium',
  plannedFrom: null,
  plannedUntil: null,
  victimsForeseen: 'yes',
  minorsPossible: 'no',
  languages: ['es', 'es'],
  victimClasses: [],
};

test('a decoy expects no victims, and a class of minors means that minors are possible', () => {
  expect(headFrom({ ...head, kind: 'decoy' })).toMatchObject({ ok: false });
  expect(headFrom({ ...head, kind: 'decoy', victimsForeseen: 'no' }).ok).toBe(true);
  expect(headFrom({ ...head, victimClasses: ['minor_foreign'] })).toMatchObject({ ok: false });
  const fine = headFrom(head);
  expect(fine.ok && fine.value.languages).toEqual(['es']);
});

test('interviews and providers are away from the scene, by address and by distance', () => {
  const scene = { id: 's', kind: 'scene' as const, address: '12 Mill Road', lat: 40, lon: -88 };
  const at = (metres: number) => ({
    id: 'i',
    kind: 'interview' as const,
    address: null,
    lat: 40 + metres / 111_195,
    lon: -88,
  });
  expect(againstPlace(at(AWAY_METRES - 5), [scene])).toHaveLength(1);
  expect(againstPlace(at(AWAY_METRES + 5), [scene])).toEqual([]);
  expect(againstPlace({ ...at(900), address: '12  mill road.' }, [scene])).toHaveLength(1);
  expect(againstPlace({ ...at(0), kind: 'staging' }, [scene])).toEqual([]);
  expect(againstPlace({ ...scene, id: 'new' }, [{ ...at(0), kind: 'service_staging' }])).toHaveLength(1);
});

test('nobody of a provider and no victim specialist stands at the scene', () => {
  expect(againstPost({ placeKind: 'scene', providerId: 'p', specialist: false })).toHaveLength(1);
  expect(againstPost({ placeKind: 'scene', providerId: null, specialist: true })).toHaveLength(1);
  expect(againstPost({ placeKind: 'staging', providerId: 'p', specialist: true })).toEqual([]);
});

/** Can every stage be reached in some order, each after those it waits for? */
function canBeRun(stages: string[], waits: readonly Dependency[]): boolean {
  const done = new Set<string>();
  for (let n = 0; n < stages.length; n++)
    for (const stage of stages)
      if (waits.every((one) => one.stageId !== stage || done.has(one.needsStageId))) done.add(stage);
  return done.size === stages.length;
}

test('whatever dependencies are asked for, those that close no circle always leave an order to run the stages in', () => {
  const stages = ['a', 'b', 'c', 'd', 'e', 'f'];
  const name = fc.constantFrom(...stages);
  fc.assert(
    fc.property(fc.array(fc.record({ stageId: name, needsStageId: name }), { maxLength: 30 }), (asked) => {
      const kept: Dependency[] = [];
      for (const one of asked) {
        const circle = closesCircle(kept, one);
        expect(circle).toBe(!canBeRun(stages, [...kept, one]));
        if (!circle) kept.push(one);
      }
    }),
  );
});

test.each(operationKinds)(
  'the template of %s has criteria for every stage and nobody of care at the scene',
  (kind) => {
    for (const language of ['en', 'es']) {
      const plan = planOf(kind, language);
      expect(plan.stages.length).toBeGreaterThan(2);
      for (const stage of plan.stages)
        expect(Math.min(stage.goCriteria.length, stage.abortCriteria.length), stage.key).toBeGreaterThan(10);
      expect(
        canBeRun(
          plan.stages.map(({ key }) => key),
          plan.dependencies.map(({ stage, needs }) => ({ stageId: stage, needsStageId: needs })),
        ),
      ).toBe(true);
      const at = (role: string) =>
        plan.posts.filter((post) => post.role === role).map((post) => post.placeKind);
      expect(at('victim_liaison')).not.toContain('scene');
    }
    const { victimsForeseen, sections } = templates[kind];
    if (victimsForeseen === 'yes') expect(sections).toContain('property_and_children');
    expect(victimsForeseen === 'no').toBe(kind === 'decoy');
  },
);

test('an authority warns a week and two days before it runs out, and when it ends before the operation does', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const in_ = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  expect(expiryOf(null, null, now)).toBeNull();
  expect(expiryOf(in_(-1), null, now)).toEqual({ alarm: 'over', tooEarly: false });
  expect(expiryOf(in_(48), in_(72), now)).toEqual({ alarm: 'two_days', tooEarly: true });
  expect(expiryOf(in_(100), in_(72), now)).toEqual({ alarm: 'week', tooEarly: false });
  expect(expiryOf(in_(1000), null, now)).toEqual({ alarm: 'later', tooEarly: false });
});

test('a technique rests on an authority of the plan that lasts, or says why none is needed', () => {
  const use = {
    technique: 'tracker' as const,
    authorityId: 'w',
    noAuthorityReason: null,
    startsAt: new Date('2026-03-01'),
    endsAt: new Date('2026-03-05'),
    informantReference: null,
  };
  const words = (found: { code: string }[]) => found.map(({ code }) => code);
  const until = (day: string) => ({ kind: 'court_order' as const, expiresAt: new Date(day) });
  expect(againstTechnique(use, until('2026-03-06'))).toEqual([]);
  expect(words(againstTechnique(use, until('2026-03-04')))).toEqual(['technique_too_long']);
  expect(words(againstTechnique(use, undefined))).toEqual(['technique_authority']);
  expect(words(againstTechnique(use, { kind: 'none', expiresAt: null }))).toEqual(['technique_authority']);
  const free = { ...use, authorityId: null, noAuthorityReason: 'seen from a public street' };
  expect(againstTechnique(free, undefined)).toEqual([]);
  expect(words(againstTechnique({ ...free, informantReference: 'CI-12' }, undefined))).toEqual(['informant']);
});

test('a foreign minor brings the notice to HHS with its clock, and every class brings relief', () => {
  const found = reliefOfAll(['minor_foreign', 'adult_citizen']);
  expect(found.find(({ relief }) => relief === 'hhs_notice')?.classes).toEqual(['minor_foreign']);
  expect(found.find(({ relief }) => relief === 'restitution')?.classes).toEqual([
    'minor_foreign',
    'adult_citizen',
  ]);
  expect(clocksOf.hhs_notice).toBe(24);
  for (const one of victimClasses) expect(reliefOfAll([one]).length, one).toBeGreaterThan(2);
  expect(reliefOfAll([])).toEqual([]);
});

test('an inspection says what it lacks, and the costs add up to the cent', () => {
  expect(lacksOfInspection(null)).toHaveLength(5);
  expect(
    lacksOfInspection({
      trainedOn: '2026-01-01',
      notPretext: true,
      criminalFirstToldOn: '2026-01-02',
      interviewPlace: 'Library',
      retaliationPlan: null,
    }),
  ).toEqual(['retaliation_plan']);
  expect(totalOf([{ amountCents: 1999 }, { amountCents: 1 }])).toBe(2000);
});

test('stages without times follow one another by what they wait for; times are drawn as they are', () => {
  const stage = (id: string, plannedFrom: string | null = null, plannedUntil: string | null = null) => ({
    id,
    plannedFrom,
    plannedUntil,
  });
  const waits = [
    { stageId: 'c', needsStageId: 'b' },
    { stageId: 'b', needsStageId: 'a' },
  ];
  const order = spansOf([stage('a'), stage('b'), stage('c')], waits);
  expect([...order.values()].map(({ from }) => Math.round(from))).toEqual([0, 33, 67]);
  const timed = spansOf(
    [
      stage('a', '2026-03-01T06:00:00Z', '2026-03-01T08:00:00Z'),
      stage('b', '2026-03-01T08:00:00Z', '2026-03-01T10:00:00Z'),
    ],
    waits,
  );
  expect(timed.get('b')).toEqual({ from: 50, long: 50, set: true });
});
