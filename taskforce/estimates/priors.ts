import type pg from 'pg';
import type { PriorLine } from './rules-priors.ts';

/** The site's own priors, as the jobs read them. */
export async function readPriorLines(pool: pg.Pool): Promise<PriorLine[]> {
  const { rows } = await pool.query<{ lines: PriorLine[] }>('select taskforce.prior_lines() as lines');
  return rows[0]!.lines;
}
