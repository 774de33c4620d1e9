import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import { root } from './place.ts';

/** The version of this program, written into backups. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Writes an entry about the whole installation into the audit; `detail` holds closed words only. */
export async function noteInAudit(
  client: Client,
  action: 'backup' | 'restore',
  detail: Record<string, string>,
): Promise<void> {
  await client.query(`select kit.note($1, '', '{}', $2::json)`, [action, JSON.stringify(detail)]);
}
