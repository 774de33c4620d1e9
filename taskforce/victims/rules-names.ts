import { refusal, verdict, type Verdict } from '../vocabulary/refusals.ts';

/** First words of code names: plants, birds and stones that say nothing of a person, in any of our languages. */
// prettier-ignore
const first = [
  'Alder', 'Aspen', 'Basalt', 'Birch', 'Cedar', 'Clover', 'Cobalt', 'Coral', 'Cypress', 'Dogwood', 'Egret', 'Elder',
  'Fern', 'Finch', 'Flint', 'Garnet', 'Granite', 'Hazel', 'Heron', 'Indigo', 'Jasper', 'Juniper', 'Kestrel', 'Larch',
  'Laurel', 'Linden', 'Maple', 'Marble', 'Mica', 'Myrtle', 'Oak', 'Onyx', 'Opal', 'Osprey', 'Pine', 'Plover', 'Poplar',
  'Quartz', 'Reed', 'Sage', 'Sequoia', 'Slate', 'Spruce', 'Sumac', 'Swift', 'Teal', 'Thistle', 'Topaz', 'Willow', 'Wren',
] as const;
/** Second words: forms of land and water. */
// prettier-ignore
const second = [
  'Arch', 'Basin', 'Bay', 'Bend', 'Bluff', 'Bridge', 'Brook', 'Canyon', 'Cape', 'Coast', 'Cove', 'Creek', 'Delta', 'Dune',
  'Falls', 'Field', 'Ford', 'Gate', 'Glen', 'Grove', 'Harbor', 'Hill', 'Island', 'Lake', 'Ledge', 'Marsh', 'Meadow',
  'Mesa', 'Orchard', 'Pass', 'Peak', 'Plain', 'Point', 'Pond', 'Prairie', 'Reef', 'Ridge', 'River', 'Shore', 'Spring',
  'Summit', 'Terrace', 'Trail', 'Valley', 'Vista', 'Wharf', 'Woods',
] as const;

/** All code names of the list: 2,350. */
export const codeNames: readonly string[] = first.flatMap((one) => second.map((two) => `${one} ${two}`));

/** Names to try, drawn by `draw` (an integer below its argument). */
export function drawCodeNames(draw: (below: number) => number, count = 24): string[] {
  return Array.from({ length: count }, () => codeNames[draw(codeNames.length)]!);
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Words of a real name long enough to be recognized: four letters and more. */
const wordsOf = (name: string) =>
  folded(name)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= 4);

/** A code name that holds no word of the real names. */
export function keepsSecret(codeName: string, realNames: readonly string[]): Verdict<string> {
  const spoken = folded(codeName);
  const told = realNames.flatMap(wordsOf).some((word) => spoken.includes(word));
  return verdict(
    told
      ? [
          refusal(
            'tells_name',
            'identity.name',
            'The code name holds a part of this name. Change the code name first.',
          ),
        ]
      : [],
    () => codeName,
  );
}
