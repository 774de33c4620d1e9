import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { standbyContract } from './contract.ts';
import { listNotices, readNotice, readReadiness } from './reading.ts';
import { addProviders, change, preview, recordTold, send, withdraw } from './sending.ts';
import { settingsHandlers } from './settings.ts';

/** Stand-by notices: what providers are told ahead of an operation, and what they answer. */
export function standbyHandlers(): Handlers<Tables, typeof standbyContract> {
  return {
    list: listNotices,
    read: (work, { id }) => readNotice(work, id),
    readiness: readReadiness,
    preview,
    send,
    addProviders,
    change,
    withdraw,
    recordTold,
    ...settingsHandlers,
  };
}
