import {
  contactChannels,
  contactSafety,
  placeKinds,
  relations,
  serviceEligibility,
  traffickingKinds,
  yesNo,
  type Section,
} from '../../vocabulary/clients.ts';

/** How one field of a sealed section is asked for and shown. `list` names its words in this room. */
export type Field =
  | { name: string; kind: 'text' | 'long' | 'date' | 'yesno' | 'year' }
  | { name: string; kind: 'choice'; list: string; ids: readonly string[]; first: string };

/** A section is one set of fields, or rows of them. Words: clients.detail.SECTION.FIELD. */
export type SectionShape = { id: Section; rows: boolean; fields: readonly Field[] };

const text = (name: string): Field => ({ name, kind: 'text' });
const long = (name: string): Field => ({ name, kind: 'long' });
const choice = (name: string, list: string, ids: readonly string[], first: string): Field => ({
  name,
  kind: 'choice',
  list,
  ids,
  first,
});
const answer = (name: string): Field => choice(name, 'answer', yesNo, 'unknown');

export const sectionShapes: readonly SectionShape[] = [
  {
    id: 'contacts',
    rows: true,
    fields: [
      choice('channel', 'channel', contactChannels, 'phone'),
      text('value'),
      choice('safety', 'safety', contactSafety, 'ask_first'),
      text('when'),
      { name: 'mayLeaveMessage', kind: 'yesno' },
      long('mayBeSaid'),
    ],
  },
  {
    id: 'places',
    rows: true,
    fields: [
      choice('kind', 'place', placeKinds, 'stays'),
      text('address'),
      { name: 'hidden', kind: 'yesno' },
      long('note'),
    ],
  },
  {
    id: 'household',
    rows: true,
    fields: [
      choice('relation', 'relation', relations, 'child_under_18'),
      text('name'),
      { name: 'birthYear', kind: 'year' },
      { name: 'livesWith', kind: 'yesno' },
      { name: 'servedToo', kind: 'yesno' },
    ],
  },
  {
    id: 'identity',
    rows: false,
    fields: [
      text('legalName'),
      text('otherNames'),
      { name: 'birthDate', kind: 'date' },
      text('gender'),
      text('pronouns'),
      text('nationality'),
      long('documents'),
      long('note'),
    ],
  },
  {
    id: 'eligibility',
    rows: false,
    fields: [
      { name: 'referredOn', kind: 'date' },
      answer('matchedWithin48h'),
      answer('foreignNational'),
      choice('serviceEligibility', 'eligible', serviceEligibility, 'unknown'),
      choice('trafficking', 'trafficking', traffickingKinds, 'not_known'),
      answer('lgbtq'),
      text('raceEthnicity'),
      answer('disability'),
      long('note'),
    ],
  },
];

export type Value = Record<string, string | number | boolean | null>;

/** A set of fields in which nothing is filled in. Addresses are hidden until somebody says otherwise. */
export const emptyValue = (fields: readonly Field[]): Value =>
  Object.fromEntries(
    fields.map((field) => [
      field.name,
      field.kind === 'choice'
        ? field.first
        : field.kind === 'yesno'
          ? field.name === 'hidden'
          : field.kind === 'date' || field.kind === 'year'
            ? null
            : '',
    ]),
  );
