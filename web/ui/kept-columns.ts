/** Which columns of a list are hidden in this browser. Column ids are a closed list, so nothing personal is kept. */
type Known = readonly { id: string; extra?: boolean; primary?: boolean }[];

const key = (list: string) => `concert.columns.${list}`;

/** The hidden columns: as chosen before, else those marked `extra`. */
export function keptColumns(list: string, columns: Known): ReadonlySet<string> {
  try {
    const kept = JSON.parse(localStorage.getItem(key(list)) ?? 'null') as unknown;
    if (Array.isArray(kept)) return new Set(columns.map((one) => one.id).filter((id) => kept.includes(id)));
  } catch {
    // An unreadable or forbidden store means the columns as delivered.
  }
  return new Set(columns.filter((one) => one.extra).map((one) => one.id));
}

export function keepColumns(list: string, columns: Known, hidden: ReadonlySet<string>): void {
  try {
    localStorage.setItem(
      key(list),
      JSON.stringify(columns.map((one) => one.id).filter((id) => hidden.has(id))),
    );
  } catch {
    // The choice then lasts until the page is closed.
  }
}
