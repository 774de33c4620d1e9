import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { root, wingFacts } from './place.ts';
import { runUntilStopped } from './running.ts';
import { complain, say } from './say.ts';
import type { Serving } from './serve.ts';
import type { WingPlan } from './start-wing.ts';

type Opened = Pick<Serving, 'url' | 'firstSteps'>;
type Running = { plan: WingPlan; opened: Promise<Opened>; ended: Promise<number>; stop(): Promise<void> };

/** A wing could not be started; it has said why itself. */
class NotStarted extends Error {
  readonly code: number;
  constructor(code: number) {
    super('A wing could not be started.');
    this.code = code;
  }
}

/**
 * Starts each wing as a process of its own and keeps both up. When one ends by itself, the other is stopped too:
 * whoever watches over this process sees it and starts it again.
 * @returns the exit code
 */
export async function startBoth(plans: readonly WingPlan[]): Promise<number> {
  const wings = plans.map((plan) => launch(plan));
  const stopping = new AbortController();
  const stopAll = async () => {
    stopping.abort();
    await Promise.all(wings.map((wing) => wing.stop()));
  };
  const running = runUntilStopped(loss(wings), [stopAll]);
  try {
    const opened = await Promise.all(wings.map((wing) => wing.opened));
    announce(plans.map((plan, i) => ({ title: wingFacts[plan.wing].title, ...opened[i]! })));
    void crossInDemo(plans, stopping.signal);
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    await stopAll();
    return error.code;
  }
  const code = await running;
  return Math.max(code, ...(await Promise.all(wings.map((wing) => wing.ended))));
}

/** Resolves with a sentence when a wing that was open ends by itself. */
async function loss(wings: readonly Running[]): Promise<string> {
  return Promise.race(
    wings.map(async ({ plan, opened, ended }) => {
      await opened.catch(() => new Promise<never>(() => {}));
      await ended;
      return `The ${wingFacts[plan.wing].title.toLowerCase()}'s wing ended by itself; the other is stopped too.`;
    }),
  );
}

/** Each wing is told of its own database and nothing of the other's. */
function environmentOf(wing: WingPlan['wing']): NodeJS.ProcessEnv {
  const foreign = new Set(
    Object.entries(wingFacts)
      .filter(([name]) => name !== wing)
      .flatMap(([, { databaseUrl, filesOrigin }]) => [databaseUrl, filesOrigin] as string[]),
  );
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.has(name)));
}

function launch(plan: WingPlan): Running {
  const child = fork(path.join(root, 'cli/wing-process.ts'), [], {
    env: environmentOf(plan.wing),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(plan);
  // Not `close`, which does not come for a child that was let go of.
  const ended = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  const opened = new Promise<Opened>((resolve, reject) => {
    child.on('message', (message) => resolve(message as Opened));
    void ended.then((code) => reject(new NotStarted(code === 0 ? 1 : code)));
  });
  opened.catch(() => {});
  return { plan, opened, ended, stop: () => stop(child, ended) };
}

/** In the demonstration the two wings are paired as soon as both are open, where this machine reaches them. */
async function crossInDemo(plans: readonly WingPlan[], stopping: AbortSignal): Promise<void> {
  const at = (wing: WingPlan['wing']) => {
    const plan = plans.find(
      (one) => one.wing === wing && one.demo && /^(127\.0\.0\.1|0\.0\.0\.0)$/.test(one.host),
    );
    return plan && `http://127.0.0.1:${plan.port}`;
  };
  const [taskforce, provider] = [at('taskforce'), at('provider')];
  if (taskforce === undefined || provider === undefined) return;
  const { crossDemo } = await import('../demo/crossing.ts');
  await crossDemo({ taskforce, provider }).then(
    () => say('The two wings of the demonstration are paired: see Administration, Bridge.'),
    (error: unknown) => {
      if (!stopping.aborted)
        complain(`concert: the two wings could not be paired: ${(error as Error).message}`);
    },
  );
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.connected) child.disconnect();
  await ended;
}

function announce(wings: readonly (Opened & { title: string })[]): void {
  for (const { title, url } of wings) say(`${`${title}:`.padEnd(12)} Concert is open at ${url}`);
  for (const { title, firstSteps } of wings) {
    say();
    say(`${title}:`);
    for (const line of firstSteps) say(line);
  }
  say('Stop both with Ctrl-C.');
}
