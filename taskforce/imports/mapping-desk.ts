/** Mappings: those that ship, saved ones, suggested ones, and whether one fits a file. */
import { sql } from 'kysely';
import { z } from 'zod';
import { contentHash } from '../../kit/documents/canonical.ts';
import type { Work } from '../../kit/database/door.ts';
import { misfits } from '../../kit/imports/apply.ts';
import { readMapping } from '../../kit/imports/mapping.ts';
import type { Mapping } from '../../kit/imports/mapping.ts';
import { suggestMapping } from '../../kit/imports/suggest.ts';
import type { Column } from '../../kit/imports/table.ts';
import { Problem } from '../../kit/problems.ts';
import { fieldsOfIssues } from '../../kit/rpc/issues.ts';
import type { Tables } from '../database/schema.ts';
import { ownExport } from './own-exports.ts';
import { shippedMappings } from './mappings.ts';
import { importTargets } from './targets.ts';

/** A mapping as it was sent. @throws Problem bad_input with the path of what is wrong */
export function givenMapping(document: unknown): Mapping {
  try {
    return readMapping(document);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const fields = fieldsOfIssues(error.issues).map((one) => ({ ...one, path: `mapping.${one.path}` }));
    throw new Problem('bad_input', { fields });
  }
}

/** Refuses a mapping that does not fit the columns of a file, naming each column and field. */
export function mustFit(mapping: Mapping, columns: readonly Column[]): void {
  const found = misfits(mapping, columns, importTargets);
  if (found.length === 0) return;
  const fields = found.slice(0, 50).map(({ what, remedy }, i) => ({
    path: `mapping.${i}`,
    problem: `misfit_${what}`,
    remedy,
  }));
  throw new Problem('refused', { fields, data: { misfits: found } });
}

/** A first mapping from the names of the columns. @throws Problem bad_input for a kind that does not exist */
export async function suggested(
  work: Work<Tables>,
  columns: readonly Column[],
  kind: string,
  about: { name: string; system: string; zone: string },
) {
  const target = importTargets.find((one) => one.kind === kind);
  const remedy = `Choose one of: ${importTargets.map((one) => one.kind).join(', ')}.`;
  if (!target)
    throw new Problem('bad_input', { fields: [{ path: 'target', problem: 'unknown_kind', remedy }] });
  return ownExport(work, columns, suggestMapping(columns, target, about));
}

const plain = (mapping: Mapping): Record<string, unknown> => JSON.parse(JSON.stringify(mapping));

/** Mappings on offer; `columns` of a file tell which of them fit. */
export async function offeredMappings({ db, account }: Work<Tables>, columns: readonly Column[] | null) {
  const fits = (mapping: Mapping) =>
    columns === null ? null : misfits(mapping, columns, importTargets).length === 0;
  const saved = await db
    .selectFrom('importMappings')
    .select(['id', 'name', 'edition', 'system', 'shared', 'ownerId', 'document'])
    .where('retiredAt', 'is', null)
    .orderBy('name')
    .orderBy('edition', 'desc')
    .limit(500)
    .execute();
  return [
    ...shippedMappings.map((mapping) => ({
      id: null,
      name: mapping.name,
      edition: mapping.version,
      system: mapping.system,
      shared: true,
      mine: false,
      description: mapping.description,
      document: plain(mapping),
      fits: fits(mapping),
    })),
    ...saved.map(({ ownerId, document, ...row }) => {
      const mapping = readMapping(document);
      const mine = ownerId === account.id;
      return {
        ...row,
        mine,
        description: mapping.description,
        document: plain(mapping),
        fits: fits(mapping),
      };
    }),
  ];
}

/** Keeps a mapping under its name; the same name again is the next edition. */
export async function saveMapping({ db, account }: Work<Tables>, document: unknown, shared: boolean) {
  const mapping = givenMapping(document);
  const { rows } = await sql<{ edition: number }>`
    select coalesce(max(edition), 0) + 1 as edition from import_mappings
    where owner_id = ${account.id}::uuid and name = ${mapping.name}`.execute(db);
  const edition = rows[0]?.edition ?? 1;
  const kept = { ...mapping, version: edition };
  const { id } = await db
    .insertInto('importMappings')
    .values({
      name: mapping.name,
      edition,
      system: mapping.system,
      document: JSON.stringify(kept),
      documentHash: Buffer.from(contentHash(plain(kept)), 'hex'),
      shared,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, edition };
}
