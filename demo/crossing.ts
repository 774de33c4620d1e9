/**
 * What crosses between the two wings of the demonstration. Each wing makes its own world by itself; this begins when
 * both are open, and does everything over HTTP, by the real procedures, as the people of the demonstration.
 */

import { figuresAcross, referAcross, releaseAcross } from './crossing-story.ts';

/** Somebody of one wing who is signed in: asks a procedure and has its answer. */
export type Caller = <T = any>(procedure: string, input?: unknown) => Promise<T>;

/** The two wings as a step finds them: paired and open to each other. */
export type Crossing = {
  /** Signs somebody of a wing in, by e-mail. */
  as: (wing: 'taskforce' | 'provider', email: string) => Promise<Caller>;
  /** Id of the pair as each wing knows it. */
  pairs: { taskforce: string; provider: string };
};

/**
 * A step that sends something over the bridge. It runs at each start of the demonstration: it looks first whether it
 * was done before.
 */
export type CrossingStep = (crossing: Crossing) => Promise<void>;

/** What crosses in the demonstration, in its order. A room adds its step here. */
const steps: readonly CrossingStep[] = [referAcross, releaseAcross, figuresAcross];

const ADMINISTRATORS = { taskforce: 'ruth@example.org', provider: 'agnes@harbor.example.org' } as const;
type Addresses = Record<keyof typeof ADMINISTRATORS, string>;
type Pair = { id: string; state: string; fingerprint: string; heardAt: string | null };

/**
 * Pairs the two wings of the demonstration as their administrators would over the phone, unless they are, and lets
 * the steps cross.
 * @param addresses where each wing is open
 * @throws Error naming the procedure that was refused
 */
export async function crossDemo(addresses: Addresses): Promise<void> {
  // Each signs in once: a code works once, and somebody may want to sign in as them right after.
  const entered = new Map<string, Promise<Caller>>();
  const as: Crossing['as'] = (wing, email) => {
    const caller = entered.get(email) ?? signIn(addresses[wing], email);
    entered.set(email, caller);
    return caller;
  };
  const [ruth, agnes] = [
    await as('taskforce', ADMINISTRATORS.taskforce),
    await as('provider', ADMINISTRATORS.provider),
  ];
  const pairs = { taskforce: '', provider: '' };
  if ((await livePair(ruth)) === undefined || (await livePair(agnes)) === undefined) {
    const { code } = await ruth<{ code: string }>('bridge.makeCode');
    await agnes('bridge.pair', { address: addresses.taskforce, code });
  }
  for (const [wing, caller] of [
    ['taskforce', ruth],
    ['provider', agnes],
  ] as const) {
    const pair = (await livePair(caller))!;
    if (pair.state === 'unconfirmed')
      await caller('bridge.confirm', { pairId: pair.id, fingerprint: pair.fingerprint });
    pairs[wing] = pair.id;
  }
  await untilHeard([ruth, agnes]);
  for (const step of steps) await step({ as, pairs });
}

const livePair = async (caller: Caller): Promise<Pair | undefined> =>
  (await caller<{ pairs: Pair[] }>('bridge.overview')).pairs.find((pair) => pair.state !== 'ended');

/** Waits until both sides have heard each other, at most a minute. */
async function untilHeard(callers: readonly Caller[]): Promise<void> {
  for (let tried = 0; tried < 240; tried += 1) {
    const pairs = await Promise.all(callers.map(livePair));
    if (pairs.every((pair) => pair?.heardAt)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The two wings of the demonstration do not hear each other.');
}

/** Signs somebody of the demonstration in, with the factors that the demonstration tells. */
async function signIn(address: string, email: string): Promise<Caller> {
  const { body } = await ask(address, undefined, 'identity.demoFactors', { email });
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(body.from) - Date.now())));
  const entered = await ask(address, undefined, 'identity.signIn', {
    email,
    password: body.password,
    code: body.code,
    noticeAccepted: true,
  });
  return async (procedure, input = {}) => (await ask(address, entered.secret, procedure, input)).body;
}

async function ask(
  address: string,
  secret: string | undefined,
  procedure: string,
  input: unknown,
): Promise<{ body: any; secret: string }> {
  // A name under localhost is this machine; not every resolver knows.
  const url = new URL(`/api/${procedure.replace('.', '/')}`, address);
  if (url.hostname.endsWith('.localhost')) url.hostname = '127.0.0.1';
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`The demonstration asked ${procedure} and was refused (${response.status}): ${text}`);
  const [, cookie = ''] = /^[^=]+=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '') ?? [];
  return { body: text === '' ? undefined : JSON.parse(text), secret: cookie };
}
