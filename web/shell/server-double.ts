import type { Page, Route } from 'playwright-core';

type Answer = (input: Record<string, unknown>, route: Route) => unknown;

/** A refusal as the server sends it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly data: Record<string, unknown>;
  constructor(status: number, code: string, data: Record<string, unknown> = { fields: [] }) {
    super(code);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}

export const PERMISSIONS = [
  'tips.read',
  'tips.triage',
  'danger.raise',
  'cases.read',
  'search.use',
  'briefs.make',
  'imports.run',
  'audit.read',
];

export const ME = {
  account: {
    id: '0190c0de-0000-7000-8000-000000000001',
    displayName: 'Renata Calloway',
    language: 'en',
    roles: ['investigator'],
    agency: { id: '0190c0de-0000-7000-8000-000000000002', name: 'Harbor County Police', shortName: 'HCPD' },
  },
  permissions: Object.fromEntries(PERMISSIONS.map((permission) => [permission, 'all'])),
  supervises: false,
  session: { expiresAt: '2030-01-01T00:00:00Z', idleMinutes: 15, steppedUpUntil: null },
  installation: { name: 'Harbor County Task Force', demo: false },
};

export const STATE = {
  ready: true,
  installation: 'Harbor County Task Force',
  demo: false,
  notice: 'Restricted system. Use is recorded.',
  methods: [{ kind: 'password', label: 'Password and code' }],
  people: [],
};

/**
 * Answers `/rpc` in the browser itself, so that the shell can be tried in states that a real server reaches only
 * with time (a lock, an absence). Journeys through the real server are in the end-to-end tests.
 */
export async function answerFor(
  page: Page,
  answers: Record<string, Answer>,
): Promise<{ calls: string[]; bodies: string[] }> {
  const calls: string[] = [];
  const bodies: string[] = [];
  await page.route('**/rpc/**', async (route) => {
    const name = new URL(route.request().url()).pathname.slice('/rpc/'.length).replaceAll('/', '.');
    const body = route.request().postData() ?? '{}';
    calls.push(name);
    bodies.push(body);
    try {
      const answer = answers[name];
      if (!answer) throw new Refusal(404, 'missing');
      const input = (JSON.parse(body) as { json?: Record<string, unknown> }).json ?? {};
      await route.fulfill({ json: { json: await answer(input, route) } });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, status, data } = error;
      await route.fulfill({ status, json: { json: { defined: false, code, status, message: code, data } } });
    }
  });
  return { calls, bodies };
}
