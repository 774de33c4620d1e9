/** A live board under load: devices that write and follow, a network that is cut, a server that is killed. */
import { performance } from 'node:perf_hooks';
import { followBoard, type Line } from '../taskforce/operations/rules-line.ts';
import { newEntryId } from '../taskforce/operations/rules-box.ts';
import { blankEntry, boardOf, merged, type Log } from '../taskforce/operations/rules-run.ts';
import { memoryShelf, Outbox, type Answer } from '../taskforce/operations/screens/board/outbox.ts';

export type Phone = { accountId: string; secret: string; postId: string };

export type Soak = {
  url: () => string;
  operationId: string;
  boxKey: string;
  phones: readonly Phone[];
  /** Entries a second, over all devices. */
  rate: number;
  seconds: number;
  /** How long each device is cut off once, at a moment of its own. */
  cutSeconds: number;
  /** Kills the server and starts it again; called `kills` times, evenly spread. */
  kill: () => Promise<void>;
  kills: number;
};

export type SoakFigures = {
  devices: number;
  seconds: number;
  written: number;
  kills: number;
  cuts: number;
  /** Entries that a device has not got, over all devices. */
  missing: number;
  refused: number;
  /** Devices whose board differs from the first one's. */
  differing: number;
  /** Milliseconds from the press to the other device, for entries written while both had a connection. */
  median: number;
  p95: number;
};

/** One phone: what `useBoard` does in a browser, with a network that can be cut. */
class Device {
  log: Log = new Map();
  refused = 0;
  waiting = 0;
  cutUntil = 0;
  readonly #soak: Soak;
  readonly #phone: Phone;
  readonly #outbox: Outbox;
  readonly #heard: (id: string) => void;
  #line: Line;
  #last = 0;

  constructor(soak: Soak, phone: Phone, heard: (id: string) => void) {
    this.#soak = soak;
    this.#phone = phone;
    this.#heard = heard;
    this.#outbox = new Outbox({
      operationId: soak.operationId,
      accountId: phone.accountId,
      boxKey: soak.boxKey,
      shelf: memoryShelf(),
      send: (boxes) => this.#send(boxes),
      onChange: (state) => {
        this.waiting = state.waiting;
        this.refused = state.refused.length;
      },
      pauses: [200, 2000],
    });
    this.#line = this.#follow();
  }

  get cut(): boolean {
    return performance.now() < this.cutUntil;
  }

  /** @returns the id of the entry */
  write(): string {
    const id = newEntryId();
    void this.#outbox.add(blankEntry(id, 'medical', new Date().toISOString()));
    return id;
  }

  cutOff(ms: number): void {
    this.cutUntil = performance.now() + ms;
    this.#line.close();
    setTimeout(() => {
      this.#line = this.#follow();
      this.#outbox.hurry();
    }, ms);
  }

  close(): void {
    this.#line.close();
    this.#outbox.close();
  }

  #follow(): Line {
    return followBoard({
      url: `${this.#soak.url()}/live/operations`,
      headers: { authorization: `Bearer ${this.#phone.secret}` },
      operationId: this.#soak.operationId,
      after: () => this.#last,
      onEntries: (entries) => {
        this.#last = Math.max(this.#last, entries.at(-1)?.sequence ?? 0);
        for (const { id } of entries) this.#heard(id);
        this.log = merged(this.log, entries);
      },
      onChanged: () => undefined,
      onState: () => undefined,
      pauses: [100, 1000],
    });
  }

  async #send(sealed: { id: string; box: string }[]): Promise<Answer[]> {
    if (this.cut) throw new Error('cut off');
    const answer = await fetch(`${this.#soak.url()}/api/board/record`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#phone.secret}` },
      body: JSON.stringify({ id: this.#soak.operationId, sentAt: new Date().toISOString(), sealed }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`answered with ${answer.status}`);
    return ((await answer.json()) as { results: Answer[] }).results;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs the load and waits until every device has everything, or two minutes have passed. */
export async function soakBoard(soak: Soak): Promise<SoakFigures> {
  const pressed = new Map<string, number>();
  const took: number[] = [];
  const devices = soak.phones.map(
    (phone) =>
      new Device(soak, phone, (id) => {
        const at = pressed.get(id);
        if (at !== undefined) took.push(performance.now() - at);
      }),
  );
  const began = performance.now();
  const ends = began + soak.seconds * 1000;
  const written: string[] = [];
  const killing = killAt(soak, began);
  for (const [n, device] of devices.entries())
    setTimeout(
      () => device.cutOff(soak.cutSeconds * 1000),
      ((n + 0.5) / devices.length) * Math.max(0, soak.seconds - soak.cutSeconds) * 1000,
    );
  for (let n = 0; performance.now() < ends; n += 1) {
    const device = devices[n % devices.length]!;
    const id = device.write();
    written.push(id);
    if (!device.cut && !killing.down()) pressed.set(id, performance.now());
    await pause(Math.max(0, began + (n + 1) * (1000 / soak.rate) - performance.now()));
  }
  await killing.done;
  const all = () => devices.every((one) => one.waiting === 0 && written.every((id) => one.log.has(id)));
  for (let waited = 0; waited < 1200 && !all(); waited += 1) await pause(100);
  for (const device of devices) device.close();
  const boards = devices.map(({ log }) => JSON.stringify(boardOf(log)));
  const sorted = took.toSorted((a, b) => a - b);
  return {
    devices: devices.length,
    seconds: soak.seconds,
    written: written.length,
    kills: soak.kills,
    cuts: devices.length,
    missing: devices.reduce((sum, { log }) => sum + written.filter((id) => !log.has(id)).length, 0),
    refused: devices.reduce((sum, { refused }) => sum + refused, 0),
    differing: boards.filter((board) => board !== boards[0]).length,
    median: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    p95: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
  };
}

/** Kills the server at even distances. */
function killAt(soak: Soak, began: number): { done: Promise<void>; down: () => boolean } {
  let down = false;
  const run = async () => {
    for (let n = 1; n <= soak.kills; n += 1) {
      const at = began + (n / (soak.kills + 1)) * soak.seconds * 1000;
      await pause(Math.max(0, at - performance.now()));
      down = true;
      await soak.kill();
      down = false;
    }
  };
  return { done: run(), down: () => down };
}
