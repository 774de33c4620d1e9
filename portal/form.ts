import { randomUUID } from 'node:crypto';
import { askedOf, type Asked } from '../taskforce/tips/indicators/asked.ts';
import { packFor } from '../taskforce/tips/indicators/packs.ts';
import { answers, longest, personsRanges, transportModes } from '../taskforce/tips/contract-lists.ts';
import type { Contact, TipTold } from '../taskforce/tips/contract-parts.ts';
import { audiences, type Audience } from '../taskforce/vocabulary/tips.ts';
import { chosen, type Language } from './words.ts';

/** The steps, in their order. `now` is the short way for somebody in danger. */
export const steps = ['danger', 'seen', 'questions', 'contact', 'check'] as const;
export type Step = (typeof steps)[number] | 'now';

const texts = {
  what: longest.what,
  place: longest.place,
  happened: longest.happened,
  languagesHeard: longest.languagesHeard,
  vehicle: longest.vehicle,
  phones: longest.phones,
  onlineLinks: longest.onlineLinks,
  departure: longest.departure,
  destination: longest.destination,
  howKnown: longest.howKnown,
  trainingCode: longest.trainingCode,
  contactName: longest.contactName,
  contactWay: longest.contactWay,
  contactWhen: longest.contactWhen,
} as const;
export type TextField = keyof typeof texts;
export const textFields = Object.keys(texts) as TextField[];
export const maxLength = (field: TextField): number => texts[field];

const choices = {
  danger: answers,
  ongoing: answers,
  minors: answers,
  personsRange: personsRanges,
  transportMode: transportModes,
} as const;
export type ChoiceField = keyof typeof choices;
export const choicesOf = (field: ChoiceField): readonly string[] => choices[field];

/** Everything typed so far. It travels in the form itself; the server keeps nothing between two steps. */
export type Filled = {
  step: Step;
  language: Language;
  audience: Audience;
  /** Random id of this form, so that sending twice is one tip. */
  form: string;
  /** Left empty by people; programs fill it in. */
  website: string;
  text: Record<TextField, string>;
  choice: Record<ChoiceField, string>;
  /** Answers by question of the audience's pack; left out means not answered. */
  answers: Record<string, string>;
};

export function emptyForm(audience: Audience, language: Language): Filled {
  return {
    step: 'danger',
    language,
    audience,
    form: randomUUID(),
    website: '',
    text: Object.fromEntries(textFields.map((field) => [field, ''])) as Record<TextField, string>,
    choice: { danger: '', ongoing: '', minors: '', personsRange: '', transportMode: '' },
    answers: {},
  };
}

/** Questions that the steps before have not asked already, in the language of the reader. */
export function questionsFor(audience: Audience, language: Language): Asked {
  const asked = askedOf(audience, language);
  return { ...asked, items: asked.items.filter(({ id }) => id !== 'danger_now' && id !== 'minor') };
}

/** Questions that may have been answered in this form: in another language the audience may be asked others. */
function questionsEver(audience: Audience): Set<string> {
  const items = [...packFor(audience).items, ...packFor('public').items];
  return new Set(items.map((item) => item.id));
}

/** Reads what a browser sent. Unknown names and words outside the lists are left aside; texts are kept as typed. */
export function readForm(sent: URLSearchParams, on: readonly Language[]): Filled {
  const get = (name: string) => (sent.get(name) ?? '').replaceAll('\r\n', '\n').replaceAll('\0', '');
  const audience = audiences.find((one) => one === get('audience')) ?? 'public';
  const form = emptyForm(audience, chosen(get('language'), on));
  const step = get('step');
  if (step === 'now' || (steps as readonly string[]).includes(step)) form.step = step as Step;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(get('form'))) form.form = get('form');
  form.website = get('website');
  for (const field of textFields) form.text[field] = get(field);
  for (const field of Object.keys(choices) as ChoiceField[])
    if (choicesOf(field).includes(get(field))) form.choice[field] = get(field);
  for (const id of questionsEver(audience)) {
    const answer = get(`q_${id}`);
    if ((answers as readonly string[]).includes(answer)) form.answers[id] = answer;
  }
  return form;
}

export type FormProblem = { field: string; word: string };

/** What keeps a step from being left, field by field; words are keys of the language files. */
export function problemsOf(form: Filled, step: Step): FormProblem[] {
  const found: FormProblem[] = [];
  if (step === 'danger' && form.choice.danger === '')
    found.push({ field: 'danger', word: 'problem.chooseOne' });
  if ((step === 'seen' || step === 'now' || step === 'check') && form.text.what.trim() === '')
    found.push({ field: 'what', word: 'problem.whatNeeded' });
  const { contactName, contactWay, contactWhen } = form.text;
  if (step !== 'danger' && contactWay.trim() === '' && `${contactName}${contactWhen}`.trim() !== '')
    found.push({ field: 'contactWay', word: 'problem.wayNeeded' });
  for (const field of textFields)
    if ([...form.text[field]].length > maxLength(field)) found.push({ field, word: 'problem.tooLong' });
  if (form.website !== '') found.push({ field: 'website', word: 'problem.leaveEmpty' });
  return found;
}

/** The tip and the contact as the tip room takes them. */
export function told(form: Filled): { tip: TipTold; contact: Contact | null } {
  const text = Object.fromEntries(
    textFields.map((field) => [field, form.text[field].trim()]),
  ) as typeof form.text;
  const { contactName, contactWay, contactWhen, ...rest } = text;
  const { pack } = questionsFor(form.audience, form.language);
  const given = { ...form.answers, danger_now: form.choice.danger, minor: form.choice.minors };
  const known = new Set(pack.items.map((item) => item.id));
  const tip = {
    ...rest,
    audience: form.audience,
    language: form.language,
    danger: form.choice.danger || 'unknown',
    ongoing: form.choice.ongoing || 'unknown',
    minors: form.choice.minors || 'unknown',
    personsRange: form.choice.personsRange || 'unknown',
    transportMode: form.choice.transportMode || null,
    answers: Object.entries(given)
      .filter(([question, answer]) => answer !== '' && known.has(question))
      .map(([question, answer]) => ({ pack: pack.id, packVersion: pack.version, question, answer })),
  } as TipTold;
  return {
    tip,
    contact: contactWay === '' ? null : { name: contactName, way: contactWay, when: contactWhen },
  };
}
