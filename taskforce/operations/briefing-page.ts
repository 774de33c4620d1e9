import { dayInWords, furnitureFor, printedFurniture } from '../../kit/documents/pages.ts';
import { dayOf } from '../vocabulary/days.ts';
import type { Language } from '../vocabulary/words.ts';
import { briefingWords, nameOf } from './briefing-words.ts';
import type { Card } from './contract-briefing.ts';
import type { Plan } from './contract-plan.ts';

export type Making = {
  language: Language;
  /** IANA zone in which times are printed. */
  zone: string;
  madeBy: { name: string; agency: string };
  /** ISO 8601 instant in UTC. */
  madeAt: string;
};
export type Signed = { revision: number; by: string[] };

/** How much of a plan the sheet takes, from generous to tight: the first that fits on one page is printed. */
export const fits = [
  { posts: 18, stages: 6, places: 6, authorities: 5, text: 320 },
  { posts: 14, stages: 5, places: 5, authorities: 4, text: 200 },
  { posts: 10, stages: 4, places: 4, authorities: 3, text: 130 },
  { posts: 7, stages: 3, places: 3, authorities: 2, text: 90 },
] as const;
export type Fit = (typeof fits)[number];

function cut(text: string, most: number): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

/** An instant as people on the ground read it, in the zone of the task force: `2 Mar 2026 05:30`. */
export function timeInWords(at: string | null, language: Language, zone: string): string {
  if (at === null) return briefingWords[language].open;
  const time = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
  return `${dayInWords(dayOf(new Date(at), zone), language)} ${time}`;
}

function windowInWords(from: string | null, until: string | null, { language, zone }: Making): string {
  const words = briefingWords[language];
  if (from === null) return words.open;
  return `${timeInWords(from, language, zone)} ${words.to} ${timeInWords(until, language, zone)}`;
}

const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(', ');

function signedLine(revision: number, signed: Signed | null, language: Language): string {
  const words = briefingWords[language];
  if (signed?.revision !== revision) return words.unsigned(revision);
  return signed.by.length === 0 ? words.signed(revision) : words.revision(revision, signed.by.join(', '));
}

/** What stands first: the house's lines, then what the plan says of the people who may be met. */
function victimLines(of: Pick<Card, 'minorsPossible' | 'languages'>, language: Language): string[] {
  const words = briefingWords[language];
  return [
    ...words.victimLines,
    ...(of.minorsPossible === 'yes'
      ? [words.minors]
      : of.minorsPossible === 'not_known'
        ? [words.minorsUnknown]
        : []),
    ...(of.languages.length > 0 ? [words.languages(of.languages.join(', '))] : []),
  ];
}

function furnitureOf(
  content: unknown,
  about: { title: string; sealed: boolean; from: string | null; until: string | null; revision: number },
  making: Making,
) {
  const words = briefingWords[making.language];
  const day = dayOf(new Date(about.from ?? making.madeAt), making.zone);
  return printedFurniture(
    furnitureFor(content, {
      title: about.title,
      language: making.language,
      label: about.sealed ? words.sealedLabel : words.label,
      period: { from: day, to: about.until === null ? day : dayOf(new Date(about.until), making.zone) },
      madeBy: making.madeBy,
      madeAt: making.madeAt,
      version: about.revision,
    }),
  );
}

/**
 * The briefing sheet, ready for its template. Where providers wait stands on no sheet: whoever brings people there has
 * it on their card.
 */
export function sheetPage(plan: Plan, signed: Signed | null, making: Making, fit: Fit) {
  const { language, zone } = making;
  const words = briefingWords[language];
  const places = plan.places.filter((one) => one.kind !== 'service_staging');
  const liaison = plan.posts.filter((post) => post.role === 'victim_liaison');
  const section = (kind: string) =>
    cut(plan.sections.find((one) => one.kind === kind)?.text ?? '', fit.text * 2);
  const nameOfPost = (id: string | null) => plan.posts.find((post) => post.id === id)?.name ?? '';
  const list = <T, U>(all: readonly T[], most: number, said: (one: T) => U) => ({
    lines: all.slice(0, most).map(said),
    more: all.length > most ? words.more(all.length - most) : '',
  });
  return {
    furniture: furnitureOf(
      { plan, signed, language },
      {
        title: words.sheet(plan.number),
        sealed: plan.sealed,
        from: plan.plannedFrom,
        until: plan.plannedUntil,
        revision: plan.planRevision,
      },
      making,
    ),
    words: headings(language),
    title: words.sheet(plan.number),
    signed: signedLine(plan.planRevision, signed, language),
    facts: [
      { name: words.window, value: windowInWords(plan.plannedFrom, plan.plannedUntil, making) },
      { name: words.kind, value: nameOf('kind', plan.kind, language) },
      { name: words.risk, value: nameOf('risk', plan.risk, language) },
      { name: words.lead, value: plan.leadAgency },
    ],
    victims: victimLines(plan, language),
    liaison:
      liaison.length === 0
        ? words.noLiaison
        : `${words.liaison}: ${liaison.map((post) => joined(post.name, post.radio, post.contact)).join('; ')}`,
    objective: cut(plan.objective, fit.text),
    places: list(places, fit.places, (one) => ({
      lead: nameOf('place', one.kind, language),
      text: joined(one.label, one.address, one.note === null ? null : cut(one.note, fit.text / 2)),
    })),
    stages: list(plan.stages, fit.stages, (one) => [
      one.name,
      timeInWords(one.plannedFrom, language, zone),
      cut(one.goCriteria, fit.text / 2),
      cut(one.abortCriteria, fit.text / 2),
    ]),
    roster: list(plan.posts, fit.posts, (post) => [
      joined(post.name, post.from),
      nameOf('role', post.role, language),
      nameOf('place', post.placeKind, language),
      joined(post.radio, post.contact),
      nameOfPost(post.backupPostId),
    ]),
    authorities: list(plan.authorities, fit.authorities, (one) => ({
      lead: nameOf('authority', one.kind, language),
      text: joined(
        one.reference,
        cut(one.covers, fit.text / 2),
        one.expiresAt === null ? null : words.expires(timeInWords(one.expiresAt, language, zone)),
      ),
    })),
    comms: section('comms'),
    medical: section('medical'),
  };
}

function headings(language: Language) {
  const { victimLines: _lines, ...words } = briefingWords[language];
  return Object.fromEntries(Object.entries(words).filter(([, value]) => typeof value === 'string')) as Record<
    string,
    string
  >;
}

/** Role cards, a page each, ready for their template. */
export function cardsPage(cards: readonly Card[], making: Making) {
  const words = briefingWords[making.language];
  const first = cards[0]!;
  return {
    furniture: furnitureOf(
      { cards, language: making.language },
      {
        title: words.card(first.number),
        sealed: first.sealed,
        from: first.plannedFrom,
        until: first.plannedUntil,
        revision: first.revision,
      },
      making,
    ),
    words: headings(making.language),
    cards: cards.map((card) => cardPage(card, making)),
  };
}

function cardPage(card: Card, making: Making) {
  const { language } = making;
  const words = briefingWords[language];
  const person = (one: Card['lead']) =>
    one === null ? '' : joined(one.name, nameOf('role', one.role, language), one.radio, one.contact);
  const calls = [
    { lead: words.commander, text: person(card.lead) },
    { lead: words.liaison, text: person(card.liaison) },
    { lead: words.backup, text: person(card.backup) },
  ];
  return {
    title: words.card(card.number),
    signed: signedLine(
      card.revision,
      card.signedRevision === null ? null : { revision: card.signedRevision, by: [] },
      language,
    ),
    name: joined(card.name, card.from),
    facts: [
      { name: words.role, value: nameOf('role', card.role, language) },
      { name: words.where, value: nameOf('place', card.placeKind, language) },
      {
        name: words.window,
        value: windowInWords(
          card.stage?.plannedFrom ?? card.plannedFrom,
          card.stage?.plannedUntil ?? card.plannedUntil,
          making,
        ),
      },
      { name: words.reach, value: joined(card.radio, card.contact) },
    ],
    victims: victimLines(card, language),
    duties: card.duties.trim(),
    stage: card.stage === null ? '' : joined(`${words.stage}: ${card.stage.name}`),
    abort: card.stage?.abortCriteria.trim() ?? '',
    places: card.places.map((one) => ({
      lead: nameOf('place', one.kind, language),
      text: joined(one.label, one.address, one.note),
    })),
    calls: calls.filter((one) => one.text !== ''),
    comms: card.comms.trim(),
    medical: card.medical.trim(),
  };
}
