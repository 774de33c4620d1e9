/** What a hit is called where its number alone says too little. */

/**
 * The town out of a place as it was told, for lists: the last part between commas that has letters, no figures, and at
 * least two parts before or no figures at all in the whole. An address, a room or a plate is never part of it.
 * @returns '' when nothing coarse can be told
 */
export function coarsePlace(place: string): string {
  const parts = place
    .split(/[,;\n]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const plain = /^[\p{L}][\p{L} .'’-]{1,39}$/u.test(last);
  // One part alone is told whole by the reporter: it may be the name of a house.
  return plain && parts.length > 1 ? last : '';
}
