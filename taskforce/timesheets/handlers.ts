import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { timesheetsContract } from './contract.ts';
import { timerHandlers } from './timer.ts';
import { weekHandlers } from './week.ts';

/** The room of the timesheets: one's own hours by week, and the timer. */
export const timesheetHandlers = (): Handlers<Tables, typeof timesheetsContract> => ({
  ...weekHandlers,
  ...timerHandlers,
});
