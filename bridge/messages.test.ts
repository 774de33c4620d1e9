import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { asks } from './asks.ts';
import {
  isKind,
  LARGEST,
  messages,
  meantFor,
  otherWing,
  understoodBy,
  type MessageKind,
} from './messages.ts';
import { specimens } from './sample.ts';

/** Every field that may cross, by kind of content. Adding one here is a decision about the wall: say why it may. */
const made = 'random, made for the crossing; stands for nothing outside it';
const coarse = 'a closed word, a range or a number that several people share';
const clock = 'when something crosses or ends';
const chosen =
  'law enforcement’s own words about what it met, agreed with the person, or about its own contact';
const public_ = 'about a service or a key, not about anybody served';
const sealed = 'opens only while the release lives, with a key that stays with the provider';
const allowed: Record<string, string> = {
  notice: made,
  referral: made,
  release: made,
  resource: made,
  report: made,
  amends: made,
  area: coarse,
  edition: 'how often a notice was changed',
  genders: coarse,
  safety: coarse,
  people: coarse,
  minors: coarse,
  age: coarse,
  urgency: coarse,
  interpreter: coarse,
  needs: coarse,
  languages: coarse,
  language: coarse,
  reason: coarse,
  purpose: coarse,
  fields: coarse,
  measure: coarse,
  group: coarse,
  value: 'a figure, null below the limit of small cells',
  limit: coarse,
  free: coarse,
  who: coarse,
  legalSlots: coarse,
  medicalSlots: coarse,
  windowFrom: clock,
  windowUntil: clock,
  validUntil: clock,
  answerBy: clock,
  agreedOn: clock,
  at: clock,
  from: clock,
  until: clock,
  confirmedOn: clock,
  contactName: chosen,
  contactPhone: chosen,
  alias: chosen,
  safetyWarnings: chosen,
  contactHow: chosen,
  name: public_,
  services: public_,
  serves: public_,
  hours: public_,
  eligibility: public_,
  withoutCooperation: public_,
  keyId: public_,
  publicKey: public_,
  sealed,
};

type Node = { properties?: Record<string, Node>; items?: Node; additionalProperties?: unknown };

/** Names of all leaves of a JSON schema; fails on an object that takes any name. */
function leaves(node: Node, name = ''): string[] {
  if (node.properties !== undefined) {
    expect(node.additionalProperties, `${name} takes fields that nobody named`).toBe(false);
    return Object.entries(node.properties).flatMap(([key, inner]) => leaves(inner, key));
  }
  return node.items === undefined ? [name] : leaves(node.items, name);
}

test('no field crosses that is not on the list of what may, with the reason', () => {
  const found = Object.values(messages).flatMap((one) => leaves(z.toJSONSchema(one.body) as Node));
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(allowed).toSorted());
});

test('what goes to the task force has no free text except about the provider’s own services', () => {
  const texts = Object.entries(messages)
    .filter(([, one]) => one.to === 'taskforce')
    .flatMap(([kind, one]) => freeTexts(z.toJSONSchema(one.body) as Text).map((name) => `${kind}: ${name}`));
  expect(texts).toEqual(['directory.entry: name', 'directory.entry: eligibility']);
});

type Text = Node & {
  type?: string;
  format?: string;
  enum?: unknown[];
  pattern?: string;
  contentEncoding?: string;
};
function freeTexts(node: Text, name = ''): string[] {
  if (node.properties !== undefined)
    return Object.entries(node.properties).flatMap(([key, inner]) => freeTexts(inner as Text, key));
  if (node.items !== undefined) return freeTexts(node.items as Text, name);
  const closed = (node.type !== 'string' || node.enum) ?? node.format ?? node.pattern ?? node.contentEncoding;
  return closed ? [] : [name];
}

test('nothing on the bridge is computed from anything but messages and keys of the installations', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|sample\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(4);
  for (const file of sources) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    const taken = [...text.matchAll(/from '(\.\.?\/[^']+)'/g)].map((found) => found[1]!);
    const strange = taken.filter((path) => !/^\.\/|^\.\.\/kit\/|^(\.\.\/){1,2}(bridge|kit)\//.test(path));
    expect(strange, file).toEqual([]);
    expect(text.toLowerCase(), file).not.toMatch(/bloom|blind ?index|phonetic|metaphone|psi/);
  }
});

test('every kind is for the other wing or both, and specimens of kinds are as the list says', () => {
  expect(otherWing('provider')).toBe('taskforce');
  expect(Object.keys(meantFor('provider'))).toEqual([
    'standby.announced',
    'standby.changed',
    'standby.withdrawn',
    'referral.offered',
    'referral.withdrawn',
    'referral.taken_up',
    'referral.turned_down',
    'key.changed',
  ]);
  // What no room of a wing receives is not claimed to be understood; nor is what is meant for the other wing.
  expect(understoodBy('provider', ['referral.offered', 'release.ended'])).toEqual({
    'referral.offered': 1,
    'key.changed': 1,
  });
  for (const one of specimens) {
    expect(isKind(one.kind)).toBe(true);
    expect(messages[one.kind as MessageKind].body.parse(one.body)).toEqual(one.body);
    expect(JSON.stringify(one).length).toBeLessThan(LARGEST);
  }
});

test('no message and no question asks for, or about, a client', () => {
  const names = [...Object.keys(messages), ...Object.keys(asks)];
  expect(names.filter((name) => /client|person|victim|name|search|find|match|exist/.test(name))).toEqual([]);
});
