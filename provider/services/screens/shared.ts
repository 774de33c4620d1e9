import { api, queries, type Client as ProviderClient } from '../../../web/api-provider.ts';
import { useCan } from '../../../web/session.ts';
import type { Option, Tone } from '../../../web/ui/index.ts';
import { knows, type Translate } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';

type Answer<
  R extends keyof ProviderClient,
  P extends keyof ProviderClient[R],
> = ProviderClient[R][P] extends (...input: never[]) => Promise<infer Output> ? Output : never;
export type Need = Answer<'needs', 'list'>['rows'][number];
export type Given = Answer<'services', 'list'>['rows'][number];
export type Safety = Answer<'plans', 'safety'>;
export type Goal = Answer<'plans', 'goals'>['rows'][number];
export type Note = Answer<'notes', 'list'>['rows'][number];

/** A closed word of this wing's vocabulary in the reader's language. */
export function closedWord(t: Translate, list: string, id: string): string {
  const key = `vocabulary.${list}.${id}`;
  return knows(key) ? t(key) : id.replaceAll('_', ' ');
}

export const closedOptions = <Id extends string>(
  t: Translate,
  list: string,
  ids: readonly Id[],
): Option<Id>[] => ids.map((id) => ({ id, label: closedWord(t, list, id) }));

/** Whether the reader may write here: the role allows it, the database would, and the record still lives. */
export function useMayWrite(client: Client, permission: string): boolean {
  const can = useCan();
  return can(permission) && client.may.write && client.state !== 'destroyed';
}

/** Today where the reader is, YYYY-MM-DD. */
export function localDay(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** After anything was written in these rooms. */
export const refreshServices = (): Promise<unknown> =>
  Promise.all([
    ...[api.needs.key(), api.services.key(), api.plans.key(), api.notes.key(), api.record.key()].map(
      (queryKey) => queries.invalidateQueries({ queryKey }),
    ),
    queries.invalidateQueries({ queryKey: ['audit'] }),
  ]);

export const needTone: Record<Need['status'], Tone> = {
  open: 'warn',
  under_way: 'accent',
  met: 'good',
  unmet: 'danger',
  set_aside: 'muted',
};

/** The texts of a safety plan, in the order in which one talks about them. */
export const safetyTexts = [
  'warningSigns',
  'signals',
  'children',
  'documents',
  'phoneAndOnline',
  'work',
  'strength',
] as const;

/** How a need stands, with by whom it was met or why it could not be. */
export function needState(t: Translate, need: Pick<Need, 'status' | 'metBy' | 'unmetReason'>): string {
  const more = need.unmetReason
    ? closedWord(t, 'unmetReason', need.unmetReason)
    : need.metBy
      ? closedWord(t, 'metBy', need.metBy)
      : '';
  const status = closedWord(t, 'needStatus', need.status);
  return more === '' ? status : `${status} · ${more}`;
}
