import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';

/** The row of a client as the reader may see it; every room asks for it first. @throws Problem missing */
export async function clientRow({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db.selectFrom('clients').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}
