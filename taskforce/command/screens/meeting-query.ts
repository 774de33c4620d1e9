import { api, queries, type Client } from '../../../web/api.ts';

export type MeetingPage = Awaited<ReturnType<Client['meetings']['get']>>;

/** Reads the meetings again after a change. */
export const again = () => queries.invalidateQueries({ queryKey: api.meetings.key() });
