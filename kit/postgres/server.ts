import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './account.ts';
import { childEnvironment } from './environment.ts';
import { fromServerLines, StartProblem } from './problem.ts';
import { type ServerSettings, serverSettings } from './settings.ts';

export type ServerPlan = {
  account: Account;
  dir: string;
  settings: ServerSettings;
  /** Runs before each start: waits for an ending server, mends ownership. */
  prepare: () => Promise<void>;
  /** The version when connections are accepted, else undefined. */
  isReady: () => Promise<string | undefined>;
  log: (line: string) => void;
};

/** Recovery after a crash replays the log; with max_wal_size 2 GB that is well within this. */
const READY_MS = 300_000;
const STOP_MS = 30_000;
const ORPHANS_MS = 15_000;
/** More unexpected ends than this within a minute, and the server is given up. */
const RESTARTS_PER_MINUTE = 10;
const KEPT_LINES = 60;

/** One postgres process, kept running until `stop`. */
export class Server {
  readonly lost: Promise<string>;
  private readonly plan: ServerPlan;
  private child: ChildProcess | undefined;
  private lines: string[] = [];
  private ends: number[] = [];
  private stopping = false;
  private giveUp: (sentence: string) => void = () => {};

  constructor(plan: ServerPlan) {
    this.plan = plan;
    this.lost = new Promise((resolve) => (this.giveUp = resolve));
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Starts the process and resolves with the server's version once it accepts connections. */
  async start(): Promise<string> {
    const until = Date.now() + ORPHANS_MS;
    for (;;) {
      await this.plan.prepare();
      this.lines = [];
      const child = this.launch();
      try {
        const version = await this.awaitReady(child);
        child.once('exit', () => void this.ended());
        if (hasEnded(child)) void this.ended();
        return version;
      } catch (error) {
        // Processes of a killed server hold its memory and socket for a moment longer than the server itself.
        if (!(error instanceof StartProblem && error.kind === 'in-use') || Date.now() > until) throw error;
        this.stopping = false;
        await pause(100);
      }
    }
  }

  /** Fast shutdown; after 30 s immediate (the next start then recovers); resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (child === undefined || hasEnded(child)) return;
    const gone = once(child, 'exit');
    child.kill('SIGINT');
    const late = new AbortController();
    const hurry = pause(STOP_MS, undefined, { signal: late.signal, ref: false }).then(
      () => child.kill('SIGQUIT'),
      () => false,
    );
    await gone;
    late.abort();
    await hurry;
  }

  private launch(): ChildProcess {
    const { account, dir, settings } = this.plan;
    // The account may not be able to enter the parents of the directory; its own cwd it can.
    const data = account.way === 'account' ? '/proc/self/cwd' : dir;
    const command = [...account.server, path.join(account.native.bin, 'postgres'), '-D', data];
    command.push(...serverSettings(settings));
    // A process group of its own: Ctrl-C in the terminal must reach us first, and the database last.
    const child = spawn(command[0]!, command.slice(1), {
      cwd: dir,
      detached: true,
      env: childEnvironment(account.native),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.on('error', (error) => this.lines.push(`error: ${error.message}`));
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.lines = [...this.lines.slice(1 - KEPT_LINES), line];
      this.plan.log(line);
    });
    this.child = child;
    return child;
  }

  private async awaitReady(child: ChildProcess): Promise<string> {
    const deadline = Date.now() + READY_MS;
    while (!hasEnded(child) && child.pid !== undefined && Date.now() < deadline) {
      const version = await this.plan.isReady();
      if (version !== undefined && !hasEnded(child)) return version;
      await pause(15);
    }
    // Its last words may still be on their way through the pipe.
    await pause(50);
    await this.stop();
    throw fromServerLines(this.lines, this.plan.dir);
  }

  /** The server ended though nobody asked: start it again, unless it keeps ending. */
  private async ended(): Promise<void> {
    if (this.stopping) return;
    this.ends = [...this.ends.filter((time) => time > Date.now() - 60_000), Date.now()];
    if (this.ends.length > RESTARTS_PER_MINUTE) {
      this.giveUp('The database server keeps ending by itself.');
      return;
    }
    this.plan.log('concert: the database server ended unexpectedly; starting it again');
    try {
      await this.start();
    } catch (error) {
      this.giveUp(error instanceof Error ? error.message : 'The database server could not be started again.');
    }
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
