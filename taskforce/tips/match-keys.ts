import { addressForm } from '../../analysis/text/addresses.ts';
import { tokens } from '../../analysis/text/fold.ts';
import { phonesIn } from '../../analysis/text/phones.ts';
import { plateKey } from '../../analysis/text/plates.ts';

/** The texts of a tip that two tips may share. */
export type Traces = {
  what: string;
  place: string;
  vehicle: string;
  phones: string;
  onlineLinks: string;
  trainingCode: string;
};

/** Words of a place that say nothing about which place it is. */
const common = new Set(
  'the and near behind next street avenue road boulevard drive lane hotel motel house home city town room north south east west calle avenida hotel casa cerca'.split(
    ' ',
  ),
);

/**
 * Keys under which a tip is found again: the last seven digits of phones, plates, links and handles, the address, the source, and telling words
 * of the place; each with its kind in front (`phone:`, `plate:`, `link:`, `address:`, `source:`, `place:`). At most 60.
 */
export function matchKeys(traces: Traces): string[] {
  const keys = new Set<string>();
  for (const phone of phonesIn(`${traces.phones}\n${traces.what}`)) keys.add(`phone:${phone.lastSeven}`);
  for (const plate of platesIn(traces.vehicle)) keys.add(`plate:${plateKey(plate)}`);
  for (const link of linksOf(`${traces.onlineLinks}\n${traces.what}`)) keys.add(`link:${link}`);
  const address = traces.place === '' ? '' : addressForm(traces.place);
  if (/\d/.test(address)) keys.add(`address:${address}`);
  if (traces.trainingCode.trim() !== '') keys.add(`source:${traces.trainingCode.trim().toUpperCase()}`);
  for (const word of tokens(traces.place))
    if (word.length >= 4 && !common.has(word) && !/^\d+$/.test(word)) keys.add(`place:${word}`);
  return [...keys].slice(0, 60);
}

/** Words of a vehicle's description that hold letters and digits, as a plate does. */
export function platesIn(vehicle: string): string[] {
  const found = vehicle.match(/\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{3,8}\b/gi) ?? [];
  return found.filter((word) => plateKey(word) !== null);
}

/** Links without scheme, `www.`, query and last slash; handles with their sign. */
export function linksOf(text: string): string[] {
  const links = text.match(/\b(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[^\s,;]*)?/gi) ?? [];
  const handles = text.match(/(?:^|[\s,;])@[a-z0-9_.]{3,40}/gi) ?? [];
  const bare = links.map((link) =>
    link
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, ''),
  );
  return [...bare, ...handles.map((handle) => handle.trim().replace(/^[,;]/, '').trim().toLowerCase())];
}
