import type { OriginRoute } from '../../vocabulary/origins.ts';
import type { Audience, TipChannel } from '../../vocabulary/tips.ts';
import type { personsRanges, transportModes } from '../contract-lists.ts';

type Answer = 'yes' | 'no' | 'unknown';
/** What the officer's form holds while it is filled in. */
export type Told = {
  channel: Exclude<TipChannel, 'public_form'>;
  originRoute: Exclude<OriginRoute, 'spin_off'>;
  audience: Audience;
  danger: Answer;
  what: string;
  place: string;
  happened: string;
  ongoing: Answer;
  personsRange: (typeof personsRanges)[number];
  minors: Answer;
  languagesHeard: string;
  vehicle: string;
  phones: string;
  onlineLinks: string;
  transportMode: (typeof transportModes)[number] | 'none';
  departure: string;
  destination: string;
  howKnown: string;
  trainingCode: string;
  externalId: string;
  contactName: string;
  contactWay: string;
  contactWhen: string;
  answers: Record<string, Answer>;
};
/** Its fields of free text. */
export type Line = {
  [Key in keyof Told]: Told[Key] extends string ? (string extends Told[Key] ? Key : never) : never;
}[keyof Told];

export const nothing: Told = {
  channel: 'phone',
  originRoute: 'good_samaritan',
  audience: 'other',
  danger: 'unknown',
  what: '',
  place: '',
  happened: '',
  ongoing: 'unknown',
  personsRange: 'unknown',
  minors: 'unknown',
  languagesHeard: '',
  vehicle: '',
  phones: '',
  onlineLinks: '',
  transportMode: 'none',
  departure: '',
  destination: '',
  howKnown: '',
  trainingCode: '',
  externalId: '',
  contactName: '',
  contactWay: '',
  contactWhen: '',
  answers: {},
};
