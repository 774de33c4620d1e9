/**
 * PDF by Typst, set in a worker thread so that the server goes on answering.
 *
 * A template is trusted Typst source that ships with the product. What people typed reaches it only as data, by
 * `json("/data.json")`, and can therefore never be read as markup. The result is tagged PDF/UA-1 (ISO 14289-1)
 * and the same input gives the same bytes.
 */
import { Worker } from 'node:worker_threads';

/** One document to print. */
export interface PrintJob {
  /** Typst source. It may `#import "/furniture.typ"` and reads its data by `json("/data.json")`. */
  template: string;
  /** Plain JSON. The press adds `press: { unprintable }`: how many characters no font of the press can show. */
  data: Record<string, unknown>;
}

/** A printed document. */
export interface Printed {
  pdf: Buffer;
  pages: number;
  /** Characters shown as an empty box because no font of the press has them; the template says so on the page. */
  unprintable: number;
}

/** Why nothing was printed: `missing` typesetter, template `refused`, `slow` beyond the limit, or `closed`. */
export type PressReason = 'missing' | 'refused' | 'slow' | 'closed';

/** Thrown by the press. The message is safe to show and to log: it never holds words of the document. */
export class PressError extends Error {
  readonly reason: PressReason;
  constructor(reason: PressReason, message: string) {
    super(message);
    this.name = 'PressError';
    this.reason = reason;
  }
}

/** Prints documents one after the other; open one per process. */
export interface Press {
  /** Rejects with PressError. */
  print(job: PrintJob): Promise<Printed>;
  /** Ends the worker; documents still waiting are rejected with reason `closed`. */
  close(): Promise<void>;
}

export type PressAnswer =
  | { ok: true; pdf: Uint8Array; pages: number; unprintable: number }
  | { ok: false; reason: PressReason; message: string };

interface Waiting {
  job: PrintJob;
  resolve(printed: Printed): void;
  reject(error: PressError): void;
}

/**
 * Opens the press. The worker starts with the first document, and again after one that had to be stopped.
 * `limitMs`: milliseconds one document may take. `typesetter`: package of the native binding.
 */
export function openPress(options: { limitMs?: number; typesetter?: string } = {}): Press {
  return new TypstPress(
    options.limitMs ?? 30_000,
    options.typesetter ?? '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu',
  );
}

class TypstPress implements Press {
  readonly #limitMs: number;
  readonly #typesetter: string;
  readonly #queue: Waiting[] = [];
  #current: Waiting | undefined;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(limitMs: number, typesetter: string) {
    this.#limitMs = limitMs;
    this.#typesetter = typesetter;
  }

  print(job: PrintJob): Promise<Printed> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new PressError('closed', 'The press is closed.'));
      this.#queue.push({ job, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const message = 'The press was closed before the document was ready.';
    for (const waiting of this.#queue.splice(0)) waiting.reject(new PressError('closed', message));
    await this.#stop('closed', message);
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#current = this.#queue.shift();
    if (this.#current === undefined) return;
    this.#worker ??= this.#start();
    this.#worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage(this.#current.job);
    const message = `The document was not ready after ${this.#limitMs} ms. Choose a shorter period.`;
    this.#timer = setTimeout(() => void this.#stop('slow', message), this.#limitMs);
  }

  #start(): Worker {
    const file = new URL('./typst-worker.ts', import.meta.url);
    const worker = new Worker(file, { workerData: { typesetter: this.#typesetter } });
    worker.on('message', (answer: PressAnswer) => this.#settle(answer));
    worker.on('error', () => {
      if (this.#worker !== worker) return;
      void this.#stop('refused', 'The typesetter stopped while it set this document.');
    });
    return worker;
  }

  #settle(answer: PressAnswer): void {
    clearTimeout(this.#timer);
    const done = this.#current;
    this.#current = undefined;
    this.#worker?.unref();
    if (answer.ok) {
      done?.resolve({ pdf: Buffer.from(answer.pdf), pages: answer.pages, unprintable: answer.unprintable });
    } else {
      done?.reject(new PressError(answer.reason, answer.message));
    }
    if (!this.#closed) this.#next();
  }

  async #stop(reason: PressReason, message: string): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#settle({ ok: false, reason, message });
    await worker?.terminate();
  }
}
