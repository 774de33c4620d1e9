import { api, queries } from '../../../web/api.ts';

/** Reads everything about tips and dangers again. */
export async function refreshTips(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: api.tips.key() }),
    queries.invalidateQueries({ queryKey: api.danger.key() }),
  ]);
}
