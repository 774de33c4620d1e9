import { parentPort, workerData } from 'node:worker_threads';
import { estimatePart, type Order } from './office.ts';

// A thread of its own: the server goes on answering while the office is computed.
parentPort!.postMessage({ answer: estimatePart(workerData as Order) });
