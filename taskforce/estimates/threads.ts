import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { joined, type Order, type Part } from './office.ts';

/** From this many open strands on, a second thread is worth its start and its own fit. */
const WORTH_A_THREAD = 200;

/**
 * Computes an order in threads of its own, halved by cases when it is long.
 * @param open how many strands are open
 * @param signal ends the threads; the promise then rejects
 */
export async function estimateInThreads(
  order: Omit<Order, 'part'>,
  open: number,
  signal?: AbortSignal,
): Promise<Part> {
  const threads = open < WORTH_A_THREAD ? 1 : Math.min(2, availableParallelism());
  const parts = Array.from({ length: threads }, (_, n) =>
    inThread<Order, Part>('./office-worker.ts', { ...order, part: [n, threads] }, signal),
  );
  return joined(await Promise.all(parts));
}

/**
 * Hands an order to a thread of its own, which answers with one message; what else it says is how far it is.
 * @param module the thread's program, beside this file
 * @param told hears `{ done, total }` while it computes
 * @param signal ends the thread; the promise then rejects
 */
export function inThread<Order, Answer>(
  module: string,
  order: Order,
  signal?: AbortSignal,
  told?: (done: number, total: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(new URL(module, import.meta.url), {
      workerData: order,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 700 },
    });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: { answer: Answer } | { done: number; total: number }) => {
      if ('answer' in message) resolve(message.answer);
      else told?.(message.done, message.total);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`the thread of the estimates ended with ${code}`));
    });
  });
}
