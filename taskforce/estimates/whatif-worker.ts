import { parentPort, workerData } from 'node:worker_threads';
import { answerOf, type WhatIfOrder } from './whatif-office.ts';

// A thread of its own, as for the estimates: it says how far it is, then the answer.
const answer = answerOf(workerData as WhatIfOrder, (done, total) => parentPort!.postMessage({ done, total }));
parentPort!.postMessage({ answer });
