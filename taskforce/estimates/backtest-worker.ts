import { parentPort, workerData } from 'node:worker_threads';
import { backtest, type BacktestOrder } from './backtest.ts';

// A thread of its own, as for the estimates: it says how far it is, then the answer.
const answer = backtest(workerData as BacktestOrder, (done, total) =>
  parentPort!.postMessage({ done, total }),
);
parentPort!.postMessage({ answer });
