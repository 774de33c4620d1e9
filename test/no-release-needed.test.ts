import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Meta } from '../kit/rpc/contract.ts';
import { contract } from '../provider/contract.ts';
import { openProviderHouse, type Person, type ProviderHouse } from '../provider/testing.ts';

/**
 * No form of a provider needs a release, consent or cooperation to be saved (R-063: signing is never a condition of
 * service, 34 USC 12291(b)(2), 28 CFR 90.4(b)(3)). This walks whatever the contract holds: a new room is in it by
 * being there.
 */

const FORBIDDEN = /release|consent|cooperat|permission|signature|signed|authori[sz]ation/i;
/** Rooms that are about a release itself, or that no client has to do with. */
const apart: Record<string, string> = {
  releases: 'writing, signing and ending a release',
  identity: 'accounts and signing in',
  jobs: 'long work of the server',
  notices: 'notices to colleagues',
  files: 'no file of a client is taken',
  audit: 'the audit',
  bridge: 'pairing of installations',
  organisations: 'opening an organisation',
  directory: 'what the organisation offers, not its clients',
};

type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  minItems?: number;
  minLength?: number;
};
type Form = { name: string; room: string; effect: string; schema: Schema };

const forms: Form[] = Object.entries(contract).flatMap(([room, procedures]) =>
  Object.entries(procedures as Record<string, { '~orpc': { meta: Meta; inputSchema?: unknown } }>).map(
    ([verb, { '~orpc': one }]) => ({
      name: `${room}.${verb}`,
      room,
      effect: one.meta.effect,
      schema: z.toJSONSchema(one.inputSchema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema,
    }),
  ),
);
const writes = forms.filter((form) => form.effect === 'write' && !(form.room in apart));

/** Names of what must be filled in, at any depth. */
function required(schema: Schema, path = ''): string[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => required(one, path));
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => [
    ...(schema.required?.includes(name) ? [`${path}${name}`] : []),
    ...required(one, `${path}${name}.`),
  ]);
  return [...inner, ...own, ...(schema.items ? required(schema.items, path) : [])];
}

test('there are forms to walk, and no room hides from the walk without a reason', () => {
  expect(writes.length).toBeGreaterThan(15);
  for (const room of Object.keys(apart)) expect(Object.keys(contract)).toContain(room);
  for (const room of ['clients', 'needs', 'services', 'notes', 'compelled', 'reports', 'figures'])
    expect(
      writes.some((form) => form.room === room),
      room,
    ).toBe(true);
});

test('no form of the provider has a required field that is a release, consent or cooperation', () => {
  const found = writes.flatMap((form) =>
    required(form.schema)
      .filter((name) => FORBIDDEN.test(name))
      .map((name) => `${form.name}: ${name}`),
  );
  expect(found).toEqual([]);
});

test('no screen of the provider, outside of the room of releases, asks for one to save', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const screens = globSync('provider/*/screens/*.tsx', { cwd: root }).filter(
    (file) => !/\/releases\//.test(file),
  );
  expect(screens.length).toBeGreaterThan(10);
  for (const file of screens) {
    const text = readFileSync(join(root, file), 'utf8');
    const names = [...text.matchAll(/\bname="([^"]+)"/g)].map((found) => found[1]!);
    expect(
      names.filter((name) => FORBIDDEN.test(name)),
      file,
    ).toEqual([]);
  }
});

let house: ProviderHouse;
let people: Person[];
let clientId: string;
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  house = await openProviderHouse();
  people = [];
  for (const role of [
    'community_advocate',
    'advocate_supervisor',
    'intake_worker',
    'provider_records_officer',
  ])
    people.push(await house.person(`Somebody ${role}`, [role]));
  const { body } = await house.call(people[0]!, 'clients.takeIn', { alias: 'Walked', intakeOn: today });
  clientId = body.id;
});
afterAll(() => house.close());

/** The ways to fill a form in: only what is required, with the client where an id is asked for. */
function fillings(schema: Schema, name = '', depth = 0): unknown[] {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return schema.enum.slice(0, depth === 1 ? 30 : 2);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((one) => fillings(one, name, depth));
  if (schema.type === 'object') {
    let ways: Record<string, unknown>[] = [{}];
    for (const key of schema.required ?? []) {
      const values = fillings(schema.properties?.[key] ?? {}, key, depth + 1);
      ways = ways.flatMap((way) => values.map((value) => ({ ...way, [key]: value }))).slice(0, 60);
    }
    return ways;
  }
  if (schema.type === 'array') {
    const items = fillings(schema.items ?? {}, name, depth + 1).slice(0, 2);
    return schema.minItems ? items.map((one) => [one]) : [[], ...items.map((one) => [one])];
  }
  if (schema.type === 'null') return [null];
  if (schema.type === 'boolean') return [true, false];
  if (schema.type === 'integer' || schema.type === 'number')
    return [schema.minimum ?? 1].map((n) => Math.max(1, n));
  if (schema.format === 'uuid') return [clientId];
  if (schema.format === 'date') return [name === 'until' || name === 'from' ? '2020-01-31' : today];
  if (schema.format === 'date-time') return [new Date(Date.now() - 60_000).toISOString()];
  if (schema.pattern?.includes('[A-Z]{2}')) return ['CA'];
  return ['en'.padEnd(schema.minLength ?? 2, 'n')];
}

test('every form is saved, or refused for another reason, in a house where nobody ever signed a release', async () => {
  const saved = new Set<string>();
  for (const form of writes.filter((one) => !/destr|Destr/.test(one.name)))
    for (const input of fillings(form.schema).slice(0, 24)) {
      for (const person of people.slice(0, 2)) {
        const { status, body } = await house.call(person, form.name, input);
        expect(status, `${form.name} ${JSON.stringify(body)}`).toBeLessThan(500);
        if (status === 200) saved.add(form.room);
        for (const { path, problem, remedy } of body?.data?.fields ?? [])
          expect(`${path} ${problem} ${remedy}`, `${form.name} wants a release`).not.toMatch(FORBIDDEN);
      }
    }
  const { rows } = await house.owner.query('select count(*)::int as n from provider.releases');
  expect(rows[0].n).toBe(0);
  // What is written about a client first: each of these rooms took something in without any release.
  const kept = ['clients', 'screenings', 'needs', 'services', 'notes', 'compelled', 'reports', 'figures'];
  expect(kept.filter((room) => room in contract && !saved.has(room))).toEqual([]);
}, 300_000);
