import { screeningRoutes, type ScreeningRoute } from '../vocabulary/victims.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';
import firstContact from './packs/first_contact.json' with { type: 'json' };
import work from './packs/work.json' with { type: 'json' };
import youngPerson from './packs/young_person.json' with { type: 'json' };

type Said = Readonly<Record<'en' | 'es', string>>;

/** One question of a screening; a yes may lead to `routes`. */
export type ScreeningItem = {
  readonly id: string;
  readonly question: Said;
  readonly routes: readonly ScreeningRoute[];
};

/**
 * Questions for a conversation with somebody who may be a victim. They lead to things to offer and to do;
 * there is no score and no verdict. Never asked: nationality, ethnicity, dress, immigration status, demeanour.
 */
export type ScreeningPack = {
  readonly id: string;
  readonly version: number;
  readonly reviewedOn: string;
  readonly sources: readonly string[];
  readonly title: Said;
  readonly note: Said;
  readonly items: readonly ScreeningItem[];
};

/** All packs; a test reads them against this type, since JSON carries none. */
export const screeningPacks = [
  firstContact,
  work,
  youngPerson,
] as readonly unknown[] as readonly ScreeningPack[];

export const screeningAnswers = ['yes', 'no', 'unknown'] as const;
export type ScreeningAnswer = (typeof screeningAnswers)[number];
export type ScreeningAnswers = Readonly<Record<string, ScreeningAnswer>>;

/** The pack of a name and version, if it is one of ours. */
export const packOf = (id: string, version: number): ScreeningPack | undefined =>
  screeningPacks.find((pack) => pack.id === id && pack.version === version);

/** Answers as they may be kept: only to questions of the pack, at least one, and only when the person agreed. */
export function keepScreening(asked: {
  pack: string;
  packVersion: number;
  agreed: boolean;
  answers: ScreeningAnswers;
}): Verdict<ScreeningAnswers> {
  const pack = packOf(asked.pack, asked.packVersion);
  if (!pack)
    return {
      ok: false,
      refusals: [
        refusal('unknown_pack', 'pack', 'Choose one of the packs of questions, in its present version.'),
      ],
    };
  const known = new Set(pack.items.map((item) => item.id));
  const found: Refusal[] = [];
  if (!asked.agreed)
    found.push(
      refusal('not_agreed', 'agreed', 'Ask only somebody who agrees to be asked. Nothing is kept otherwise.'),
    );
  if (Object.keys(asked.answers).some((id) => !known.has(id)))
    found.push(refusal('unknown_question', 'answers', 'Answer only questions of this pack.'));
  if (Object.keys(asked.answers).length === 0)
    found.push(refusal('needed', 'answers', 'Record at least one answer; what was not asked stays empty.'));
  return verdict(found, () => asked.answers);
}

export type Offer = { readonly route: ScreeningRoute; readonly because: readonly string[] };

/** What the answers lead to, the most pressing first. An advocate is always offered. No number decides anything. */
export function offersOf(pack: ScreeningPack, answers: ScreeningAnswers): Offer[] {
  const yes = pack.items.filter((item) => Object.hasOwn(answers, item.id) && answers[item.id] === 'yes');
  return screeningRoutes.flatMap((route) => {
    const because = yes.filter((item) => item.routes.includes(route)).map((item) => item.id);
    return because.length > 0 || route === 'service_referral' ? [{ route, because }] : [];
  });
}
