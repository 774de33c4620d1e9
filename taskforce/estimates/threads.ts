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
  const parts = Array.from({ length: threads }, (_, n) => inThread({ ...order, part: [n, threads] }, signal));
  return joined(await Promise.all(parts));
}

function inThread(order: Order, signal?: AbortSignal): Promise<Part> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(new URL('./office-worker.ts', import.meta.url), {
      workerData: order,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 700 },
    });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', (part: Part) => resolve(part));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`the thread of the estimates ended with ${code}`));
    });
  });
}
