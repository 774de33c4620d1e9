import { useQuery } from '@tanstack/react-query';
import { api, queries, type Client } from '../../../api.ts';

export type Overview = Awaited<ReturnType<Client['bridge']['overview']>>;
export type Pair = Overview['pairs'][number];

const OFTEN = 3_000;
const SELDOM = 15_000;

/** A pair that is being made: to be confirmed, or not heard yet. */
const coming = (pair: Pair) =>
  pair.state === 'unconfirmed' || (pair.state === 'open' && pair.heardAt === null);

/** The bridge as it stands; read again often while a pair is being made, so that both people on the phone see it come. */
export const useOverview = (often: boolean) =>
  useQuery(
    api.bridge.overview.queryOptions({
      input: {},
      refetchInterval: ({ state }) => (often || state.data?.pairs.some(coming) ? OFTEN : SELDOM),
    }),
  );

export const bridgeChanged = () => queries.invalidateQueries({ queryKey: api.bridge.overview.key() });
