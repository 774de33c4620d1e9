import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problems } from '../kit/problems.ts';
import { openProviderHouse, type ProviderHouse } from '../provider/testing.ts';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';

type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  enum?: unknown[];
  items?: Schema;
  format?: string;
  anyOf?: Schema[];
  const?: unknown;
};
type Operation = { path: string; schema: Schema };

const wings = {
  taskforce: {
    open: openTestHouse,
    roles: ['commander', 'account_administrator', 'labor_inspector', 'auditor'],
  },
  provider: {
    open: openProviderHouse,
    roles: [
      'advocate_supervisor',
      'provider_administrator',
      'community_advocate',
      'provider_records_officer',
    ],
  },
};

let house: TestHouse | ProviderHouse;
let people: Person[];
let operations: Operation[];

async function openHouse(wing: keyof typeof wings): Promise<void> {
  house = await wings[wing].open();
  people = [];
  for (const role of wings[wing].roles) people.push(await house.person(`Somebody ${role}`, [role]));
  const document = JSON.parse((await house.server.app.inject({ url: '/api/openapi.json' })).body) as {
    paths: Record<string, { post?: { requestBody?: { content?: Record<string, { schema?: Schema }> } } }>;
  };
  operations = Object.entries(document.paths).map(([path, { post }]) => ({
    path,
    schema: Object.values(post?.requestBody?.content ?? {})[0]?.schema ?? {},
  }));
}

const MARKER = 'MARKER-QZX-90210';
const nasty = [
  '',
  ' ',
  MARKER,
  `${MARKER}' or 1=1 --`,
  `<script>${MARKER}</script>`,
  '\u0000',
  '\uD800',
  '‮abc',
  '../../etc/passwd',
  '{{7*7}}',
  'null',
  '-1',
  '9'.repeat(400),
  'é'.repeat(5000),
  '2026-02-30',
  '0000-00-00',
  '99999-01-01',
  '2026-13-45T99:99:99Z',
  '00000000-0000-4000-8000-000000000000',
  'not-a-uuid',
  '=cmd()',
  '%00',
  'true',
];
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...nasty) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      2 ** 31,
      2 ** 53,
      -(2 ** 63),
      1e308,
      [],
      {},
      [[]],
      { __proto__: null, constructor: 1 },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Values that fit a schema often enough to get past the door and reach the rules and the database. */
function fitting(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((s) => fitting(s, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (depth > 4) return fc.constant(null);
  if (type === 'object')
    return fc.record(
      Object.fromEntries(Object.entries(schema.properties ?? {}).map(([k, s]) => [k, fitting(s, depth + 1)])),
    );
  if (type === 'array') return fc.array(fitting(schema.items ?? {}, depth + 1), { maxLength: 3 });
  if (type === 'integer' || type === 'number') return fc.constantFrom(0, 1, 2, 50, -3, 1_000_000);
  if (type === 'boolean') return fc.boolean();
  if (schema.format === 'uuid')
    return fc.constantFrom('00000000-0000-4000-8000-000000000000', people[0]!.id, people[0]!.agencyId);
  if (schema.format === 'date') return fc.constantFrom('2026-03-01', '1900-01-01', '2999-12-31');
  if (schema.format === 'date-time') return fc.constantFrom('2026-03-01T10:00:00Z', '2999-12-31T00:00:00Z');
  if (type === 'string')
    return fc.constantFrom(
      'en',
      MARKER,
      `${MARKER} with some more words so that it is long enough`,
      '555-0142',
    );
  return value;
}

function request(operation: Operation): fc.Arbitrary<{ operation: Operation; body: unknown; who: number }> {
  const right = fitting(operation.schema);
  const spoiled = fc
    .tuple(right, fc.string({ maxLength: 12 }), value, fc.nat())
    .map(([body, extra, bad, pick]) => {
      if (typeof body !== 'object' || body === null) return bad;
      const keys = Object.keys(body);
      const key = keys.length > 0 && pick % 5 !== 0 ? keys[pick % keys.length]! : extra;
      return { ...body, [key]: bad };
    });
  const body = fc.oneof(
    { weight: 2, arbitrary: right },
    { weight: 5, arbitrary: spoiled },
    { weight: 1, arbitrary: value },
  );
  return fc.record({ operation: fc.constant(operation), body, who: fc.integer({ min: -1, max: 3 }) });
}

async function judge(one: { operation: Operation; body: unknown; who: number }): Promise<string | null> {
  const person = one.who < 0 ? null : people[one.who]!;
  const response = await house.server.app.inject({
    method: 'POST',
    url: `/api${one.operation.path}`,
    headers: {
      'content-type': 'application/json',
      ...(person ? { authorization: `Bearer ${person.secret}` } : {}),
    },
    payload: JSON.stringify(one.body) ?? '',
  });
  const { statusCode: status, body } = response;
  if (status >= 500) return `${status}`;
  if (status < 400) return null;
  if (/\bat \S+ \(.+:\d+:\d+\)|\bat file:|node_modules|\.ts:\d+|SQLSTATE|syntax error|violates/.test(body))
    return 'a trace or a message of the database';
  if (body.includes(MARKER)) return 'repeats what was typed';
  const answer = JSON.parse(body) as {
    code?: string;
    data?: { fields?: { path: string; problem: string; remedy: string }[] };
  };
  if (!answer.code || !(answer.code in problems)) return `a code outside the table: ${answer.code}`;
  const fields = answer.data?.fields ?? [];
  if (fields.length === 0 || fields.some((f) => !f.path || !f.problem || !f.remedy))
    return 'a refusal without field or remedy';
  return null;
}

describe.each(['taskforce', 'provider'] as const)('the server of the %s', (wing) => {
  beforeAll(() => openHouse(wing));
  afterAll(() => house.close());

  test(
    'two thousand bad requests over every procedure: no fault of the server, and every refusal names the field and the remedy',
    { timeout: 300_000 },
    async () => {
      const each = Math.ceil(2000 / operations.length);
      const bad: string[] = [];
      let sent = 0;
      for (const operation of operations) {
        for (const one of fc.sample(request(operation), { numRuns: each, seed: 20_261_122 })) {
          // Ending one's own session would spare the rest of the requests.
          if (/signOut|identity\/lock|endSession|suspend|changeRoles/.test(operation.path) && one.who >= 0)
            continue;
          const problem = await judge(one);
          sent += 1;
          if (problem)
            bad.push(`${operation.path}: ${problem} for ${JSON.stringify(one.body)?.slice(0, 1500)}`);
        }
      }
      expect(bad.slice(0, 20)).toEqual([]);
      expect(sent).toBeGreaterThan(1800);
    },
  );

  test('broken bodies, wrong types of content and unknown addresses are refused in words', async () => {
    for (const [payload, type] of [
      ['{"a":', 'application/json'],
      ['a=1', 'application/x-www-form-urlencoded'],
      ['<a/>', 'application/xml'],
      ['', 'application/json'],
      ['[1,2', 'application/json'],
      ['\u0000', 'text/plain'],
    ] as const) {
      const response = await house.server.app.inject({
        method: 'POST',
        url: '/api/identity/me',
        headers: { 'content-type': type, authorization: `Bearer ${people[0]!.secret}` },
        payload,
      });
      expect(response.statusCode, `${type} ${payload}`).toBeLessThan(500);
    }
    const large = await house.server.app.inject({
      method: 'POST',
      url: '/api/identity/me',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ a: 'x'.repeat(2_000_000) }),
    });
    expect(large.statusCode).toBe(413);
    for (const url of [
      '/api/%00',
      '/api/cases/../identity/me',
      '/rpc/nothing',
      '/api/identity/me/more',
      '/api/__proto__/constructor',
      '/%ff',
      '/..%2f..%2fetc/passwd',
    ]) {
      const response = await house.server.app.inject({ method: 'POST', url, payload: {} });
      expect(response.statusCode, url).toBeGreaterThanOrEqual(400);
      expect(response.statusCode, url).toBeLessThan(500);
    }
  });
});
