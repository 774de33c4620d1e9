import { doubleMetaphone } from 'double-metaphone';
import { fold } from './fold.ts';

/**
 * Sound keys of one name part. Names of different languages sound alike by different rules, so a name gets one key
 * per rule, marked with the rule (`m` English by Double Metaphone, `s` Spanish, `v` Vietnamese, `c` Chinese); two
 * parts sound alike when they share a key. Good for finding candidates; never proof.
 */
export function soundKeys(part: string): string[] {
  const name = fold(part).replace(/[^a-z]/g, '');
  // Letters of other scripts are compared as written.
  if (name === '') return part.trim() === '' ? [] : [`=${fold(part).trim()}`];
  const keys = [
    ...english(name),
    ...spanishHearings(name).map((heard) => `s${spanish(heard)}`),
    `v${vietnamese(name)}`,
    ...chinese(name),
  ];
  return [...new Set(keys)];
}

/** Do two name parts sound alike under one of the rules? */
export function soundsAlike(a: string, b: string): boolean {
  const keys = soundKeys(b);
  return soundKeys(a).some((key) => keys.includes(key));
}

/** Vowels in three classes: enough to tell Lee from Lo, not Stephen from Stephan. */
function vowelClass(vowel: string): string {
  if (vowel === 'a') return 'a';
  return 'eiy'.includes(vowel) ? 'i' : 'u';
}

/** Keys of two consonants would gather too many names (Lee, Lo, Lay), so they get the class of their vowel and a final o. */
function english(name: string): string[] {
  const vowels = /[aeiouy]+/.exec(name)?.[0] ?? '';
  const first = /^[ae][iy]/.test(vowels) ? 'i' : vowelClass(vowels[0] ?? '');
  const mark = name.length > 3 && name.endsWith('o') ? `${first}o` : first;
  // Metaphone makes any beginning with a vowel A, so Wang and Yang would fall together without their glide.
  const glide = /^[wy](?=[aeiou])/.exec(name)?.[0] ?? '';
  return doubleMetaphone(name.replace(/mp(?=[st])/g, 'm'))
    .filter((key) => key !== '')
    .map((key) => `m${key.startsWith('A') ? glide : ''}${key}${key.length <= 2 ? mark : ''}`);
}

type Rule = readonly [RegExp, string];

function apply(name: string, rules: readonly Rule[]): string {
  return rules.reduce((text, [shape, sound]) => text.replace(shape, sound), name);
}

/** Spanish as spoken in the Americas: b/v, s/z/c, ll/y, g/j/x, silent h, with what English ears write for them. */
const spanishRules: readonly Rule[] = [
  [/^e(?=s[^aeiouy])/, ''],
  [/ph/g, 'f'],
  [/sch|sh|ch/g, 'C'],
  [/th/g, 't'],
  [/tl$/, 'l'],
  [/^x(?=[aeiou])/, 'j'],
  [/(?<=[aeiou])x(?=[aeiou])/g, 'j'],
  [/x/g, 's'],
  [/cc|ck/g, 'k'],
  [/qu(?=[eiy])|q|c(?=[aou]|[^eiyC]|$)/g, 'k'],
  [/c|z/g, 's'],
  [/gu(?=[eiy])/g, 'G'],
  [/g(?=[eiy])/g, 'j'],
  [/gu(?=a)|hu(?=[aei])|w/g, 'U'],
  [/G/g, 'g'],
  [/^h(?=o)/, ''],
  [/j/g, 'H'],
  [/h/g, ''],
  [/ll/g, 'y'],
  [/v/g, 'b'],
  [/n[iy](?=[aeou])|nn/g, 'n'],
  [/(.)\1+/g, '$1'],
  [/y(?=[aeiou])|i(?=[aeou])/g, 'y'],
  [/[eiy]+/g, 'i'],
  [/[ou]+/g, 'u'],
  [/m(?=[bp])/g, 'n'],
  [/([sdt])s?$/, '$1'],
];

/** Spellings of one Spanish sound: an English h for j (Hose, Huarez), y for j (Yohana), a Nahuatl x for s (Xochitl). */
function spanishHearings(name: string): string[] {
  if (name.startsWith('h')) return [name, `j${name.slice(1)}`];
  if (name.startsWith('j')) return [name, `y${name.slice(1)}`];
  return name.startsWith('x') ? [name, `s${name.slice(1)}`] : [name];
}

function spanish(name: string): string {
  return apply(name, spanishRules);
}

/** Vietnamese without its marks: initial ng/nh/n, d/gi/z/y, ph/f, s/x, tr/ch, c/k/q, and the usual misspellings. */
const vietnameseRules: readonly Rule[] = [
  [/^(?:huynh|huinh|hoang|wang)$/, 'huang'],
  [/^(?:vu|vo|voo)$/, 'vu'],
  [/^(?:nguy?[eai]+n|ngy?u?[ei]+n|nuy[ei]n|nugyen|nygu?en|nwin|gnuyen)$/, 'nuin'],
  [/^ng(?:h)?/, 'n'],
  [/^nh/, 'n'],
  [/ph/g, 'f'],
  [/^tr|^ch/, 'C'],
  [/kh|qu|q|c|k/g, 'k'],
  [/th/g, 't'],
  [/^gi(?=[aeouy])|^d(?=[aeiouy])|^z|^y(?=[aeiou])/, 'D'],
  [/x|s/g, 's'],
  [/n[gh]$/, 'n'],
  [/(?<=[aeiouy])h$/, ''],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/[ei]+/g, 'i'],
  [/[ou]+/g, 'u'],
];

function vietnamese(name: string): string {
  return apply(name, vietnameseRules);
}

/** Surnames by their written forms: pinyin first, then Wade-Giles, Cantonese, Taiwanese and others. */
const surnames = `
wang wong ong huang hwang vong|wang
huang wong hwang ng ooi|huang
zhang chang cheung cheong teo|zhang
chen chan tan chin chinn|chen
li lee lei|li
liu lau liew low|liu
yang yeung young yeo|yang
zhao chao chiu jhao|zhao
wu ng woo goh|wu
zhou chou chow chau jhou|zhou
xu hsu hui shu tsui hui|xu
zhu chu choo jhu|zhu
lin lam lim|lin
guo kuo kwok kwok quach|guo
he ho hor|he
gao kao ko|gao
luo lo law loh|luo
zheng cheng tay jheng|zheng
liang leung leong|liang
xie hsieh tse che|xie
tang tong thong|tang
deng teng tang|deng
feng fung foong|feng
cao tsao cho|cao
zeng tseng tsang chang|zeng
xiao hsiao siu siew|xiao
cai tsai choi chua choy|cai
pan poon phua|pan
yuan yuen|yuan
ye yip yeh yap|ye
su so soo|su
lu lui loo|lu
jiang chiang keung kiang|jiang
qian chien tsin|qian
ma mah|ma
mai mak mok|mai
hong hung|hong
kang hong|kang
tan tam|tan
situ szeto seto|situ
ouyang auyeung owyang|ouyang
`;

const surnameKeys = new Map<string, string[]>();
for (const line of surnames.trim().split('\n')) {
  const [forms = '', key = ''] = line.split('|');
  for (const form of forms.split(' ')) surnameKeys.set(form, [...(surnameKeys.get(form) ?? []), key]);
}

/** Syllables between pinyin and Wade-Giles: zh/ch/j/q/ts, x/hs/sh, and the endings that get lost. */
const chineseRules: readonly Rule[] = [
  [/ih(?![aeiou])/g, 'i'],
  [/hs|sh|x/g, 'S'],
  [/zh|ch|ts|tz|j|q|c|z/g, 'J'],
  [/r|l/g, 'l'],
  [/b|p/g, 'p'],
  [/d|t/g, 't'],
  [/g(?!$)|k/g, 'k'],
  [/(?:ao|au|ou|ow)/g, 'O'],
  [/iu|yu|ui/g, 'u'],
  [/i?eh?(?=$|n)/g, 'e'],
  [/y/g, 'i'],
];

/** No key for names that cannot be Chinese in Latin letters, so that longer Western names do not collapse. */
function chinese(name: string): string[] {
  const listed = (surnameKeys.get(name) ?? []).map((key) => `c=${key}`);
  const syllables = /^(?:[bpmfdtnlgkhjqxrzcsyw]?[hs]?[aeiouy]{1,3}(?:ng?|h|k)?){1,3}$/.test(name);
  return syllables && name.length <= 12 ? [...listed, `c${apply(name, chineseRules)}`] : listed;
}
