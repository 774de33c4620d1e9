import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDay } from '../../vocabulary/days.ts';
import { audiences, indicatorRoutes } from '../../vocabulary/tips.ts';
import type { IndicatorPack } from './packs.ts';
import { indicatorPacks, packFor } from './packs.ts';
import type { Answers } from './summary.ts';
import { indicatorSummary } from './summary.ts';

const named = indicatorPacks.map((pack) => [pack.id, pack] as const);

test.each(named)(
  'the pack %s says where it comes from, when it was reviewed, and speaks both languages',
  (_, pack) => {
    expect(pack.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(isDay(pack.reviewedOn)).toBe(true);
    expect(pack.sources.length).toBeGreaterThan(0);
    expect(audiences).toContain(pack.audience);
    for (const said of [
      pack.title,
      pack.note,
      ...pack.items.flatMap((item) => [item.question, item.help ?? { en: 'x', es: 'x' }]),
    ])
      expect([said.en.trim(), said.es.trim()].every(Boolean)).toBe(true);
  },
);

test.each(named)(
  'every item of %s is one question, leads somewhere, and points only at questions that exist',
  (_, pack) => {
    const ids = pack.items.map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const item of pack.items) {
      expect(item.question.en).toMatch(/^[A-Z].*\?$/);
      expect(item.question.es).toMatch(/^¿.*\?$/);
      expect(item.routes.length, item.id).toBeGreaterThan(0);
      expect(indicatorRoutes).toEqual(expect.arrayContaining([...item.routes]));
      expect(ids).toEqual(expect.arrayContaining([...item.next]));
    }
    expect(ids.slice(0, 2), 'danger and minors are asked first').toEqual(['danger_now', 'minor']);
    expect(pack.items[0]?.routes).toContain('call_911');
  },
);

test.each(named)(
  '%s asks nothing about nationality, ethnicity, dress, faith or immigration status',
  (_, pack) => {
    const words = pack.items
      .flatMap((item) => [item.question.en, item.question.es, item.help?.en, item.help?.es])
      .join(' ');
    expect(words).not.toMatch(
      /nationalit|nacionalidad|ethnic|étnic|racial|raza|foreign|extranjer|immigra|inmigra|migrant/i,
    );
    expect(words).not.toMatch(
      /undocumented|indocument|cloth|\bdress|\bropa|vestid|religio|church|iglesia|accent|acento|skin|piel/i,
    );
    expect(words).not.toMatch(/prostitut|illegal alien|ilegal/i);
  },
);

test.each(named)('%s holds no weight or score', (_, pack) => {
  expect(JSON.stringify(pack)).not.toMatch(/:\s*-?\d/);
  expect(JSON.stringify(pack)).not.toMatch(/"(score|weight|points|risk|level)"/);
});

test('every audience has a pack, the trained ones their own', () => {
  for (const audience of audiences)
    expect(packFor(audience).audience).toBe(audience === 'other' ? 'public' : audience);
});

const pack = fc.constantFrom(...indicatorPacks);
const answered = pack.chain((one) =>
  fc.record({
    pack: fc.constant(one),
    answers: fc.dictionary(
      fc.constantFrom(...one.items.map((item) => item.id)),
      fc.constantFrom('yes', 'no', 'unknown'),
    ),
  }),
) as fc.Arbitrary<{ pack: IndicatorPack; answers: Answers }>;

/** Every value inside, however deep. */
function leaves(value: unknown): unknown[] {
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [value];
}

test('the summary of any answers holds words alone: not one number', () => {
  fc.assert(
    fc.property(answered, ({ pack, answers }) =>
      leaves(indicatorSummary(pack, answers)).every((leaf) => typeof leaf === 'string'),
    ),
  );
});

test('a missing answer is unknown and never a no', () => {
  fc.assert(
    fc.property(answered, ({ pack, answers }) => {
      const spelled = Object.fromEntries(
        pack.items.map((item) => [item.id, answers[item.id] ?? ('unknown' as const)]),
      );
      const summary = indicatorSummary(pack, answers);
      expect(summary).toEqual(indicatorSummary(pack, spelled));
      for (const item of pack.items)
        if (answers[item.id] === undefined) expect(summary.no.includes(item.id), item.id).toBe(false);
      expect([...summary.yes, ...summary.no, ...summary.unknown].toSorted()).toEqual(
        pack.items.map((item) => item.id).toSorted(),
      );
    }),
  );
});

test('no answer ever closes the way to report, and a yes never takes a way away', () => {
  fc.assert(
    fc.property(answered, fc.nat(30), ({ pack, answers }, pick) => {
      const routes = (given: Answers) => indicatorSummary(pack, given).routes.map((offer) => offer.route);
      const item = pack.items[pick % pack.items.length];
      expect(routes(answers)).toEqual(expect.arrayContaining(['task_force', 'hotline']));
      expect(routes({ ...answers, [item?.id ?? '']: 'yes' })).toEqual(
        expect.arrayContaining(routes(answers)),
      );
    }),
  );
});

test('danger leads to 911 first, and a yes brings its own questions forward', () => {
  const summary = indicatorSummary(packFor('inspector'), {
    danger_now: 'yes',
    recruit_fee: 'yes',
    debt: 'no',
  });
  expect(summary.routes[0]).toEqual({ route: 'call_911', because: ['danger_now'] });
  expect(summary.askNext[0]).toBe('other_job');
  expect(summary.askNext).not.toContain('debt');
});

test('answers to questions of another pack, or to names from nowhere, are left aside', () => {
  const answers = JSON.parse('{"toString":"yes","__proto__":"yes","elsewhere":"yes"}') as Answers;
  expect(indicatorSummary(packFor('hotel'), answers).yes).toEqual([]);
});
