import { Problem } from '../problems.ts';

/**
 * The row an edit came back with. An update names the version it saw (`where id = … and version = …`); when it
 * touched nothing, somebody else was faster, or the record is not there or not open to this person.
 * @param touched first row of `returning`, if any
 * @param current reads the record as it stands now, under the same policies
 * @throws Problem conflict with `data.current`, or missing
 */
export async function changedRow<Row>(
  touched: Row | undefined,
  current: () => Promise<Record<string, unknown> | undefined>,
): Promise<Row> {
  if (touched !== undefined) return touched;
  const now = await current();
  throw now ? new Problem('conflict', { data: { current: now } }) : new Problem('missing');
}
