/** Lets through what may stand in an address: short closed words. Anything that looks typed is dropped. */
export function closedWords(search: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(search).filter(
    ([name, value]) =>
      /^[a-zA-Z]{1,40}$/.test(name) && typeof value === 'string' && /^[-a-zA-Z0-9_,]{1,400}$/.test(value),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}
