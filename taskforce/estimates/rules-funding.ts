/** What a source gives for a fiscal year, in cents. */
export type FundingRow = { sourceId: string; year: number; cents: number };

/** A share of the money of a year; sourceId null: no source gives anything for it. */
export type Share = { sourceId: string | null; share: number };

/**
 * How money that is bound to no source is split among those of its fiscal year: by what each gives for it. Hours and what
 * is still to come are bound to none, so they are always split; the screens say so.
 */
export function sharesOf(funding: readonly FundingRow[], year: number): Share[] {
  const own = funding.filter((row) => row.year === year && row.cents > 0);
  const all = own.reduce((sum, row) => sum + row.cents, 0);
  if (all === 0) return [{ sourceId: null, share: 1 }];
  return own.map(({ sourceId, cents }) => ({ sourceId, share: cents / all }));
}

/** Splits whole cents by shares; what rounding leaves over goes to the last, so that the parts add up. */
export function splitCents(cents: number, shares: readonly Share[]): Map<string | null, number> {
  const parts = new Map<string | null, number>();
  let rest = cents;
  shares.forEach(({ sourceId, share }, n) => {
    const part = n === shares.length - 1 ? rest : Math.round(cents * share);
    parts.set(sourceId, part);
    rest -= part;
  });
  return parts;
}

/**
 * Amounts of one year by source: what is bound to a source stays with it, the rest goes by the shares of the year.
 * @param amounts cents by source; null: bound to none
 */
export function boundAndSplit(
  amounts: ReadonlyMap<string | null, number>,
  funding: readonly FundingRow[],
  year: number,
): Map<string | null, number> {
  const parts = new Map<string | null, number>();
  const add = (sourceId: string | null, cents: number) =>
    parts.set(sourceId, (parts.get(sourceId) ?? 0) + cents);
  for (const [sourceId, cents] of amounts) if (sourceId !== null) add(sourceId, cents);
  for (const [sourceId, cents] of splitCents(amounts.get(null) ?? 0, sharesOf(funding, year)))
    if (cents !== 0) add(sourceId, cents);
  return parts;
}
