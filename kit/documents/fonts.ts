/**
 * Fonts for printing, made from what the package registry ships.
 *
 * The typesetter reads only TrueType/OpenType files, while the packages of `@fontsource` ship web fonts (WOFF 1.0),
 * each cut into subsets (Latin, extended Latin, Vietnamese, Chinese …). A WOFF file is the same font with every table
 * compressed by zlib (W3C, "WOFF File Format 1.0", sections 3 to 5), so it can be unpacked here without a tool.
 *
 * Each subset gets a family name of its own. Under one shared name the typesetter looks into the first subset
 * only; and a font of the same name installed on the machine could take its place, so that two machines would
 * print different bytes.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';

interface Table {
  tag: string;
  data: Buffer;
}

type Cut = { readonly file: string; readonly style: string };

const regular: Cut = { file: '400-normal', style: 'Regular' };
const upright: readonly Cut[] = [
  regular,
  { file: '600-normal', style: 'SemiBold' },
  { file: '700-normal', style: 'Bold' },
];
const all: readonly Cut[] = [...upright, { file: '400-italic', style: 'Italic' }];

/**
 * What is printed with what, in the order in which the typesetter tries it for each letter. Public Sans comes first;
 * behind it stand scripts that names come in. Chinese, Japanese and Korean are in one weight only: a bold name in
 * them is printed as heavy as the others.
 */
const SUBSETS: readonly { package: string; subset: string; family: string; cuts: readonly Cut[] }[] = [
  { package: 'public-sans', subset: 'latin', family: 'Concert Sans', cuts: all },
  { package: 'public-sans', subset: 'latin-ext', family: 'Concert Sans Extended', cuts: all },
  { package: 'public-sans', subset: 'vietnamese', family: 'Concert Sans Vietnamese', cuts: all },
  { package: 'noto-sans-arabic', subset: 'arabic', family: 'Concert Arabic', cuts: upright },
  { package: 'zcool-xiaowei', subset: 'chinese-simplified', family: 'Concert Chinese', cuts: [regular] },
  { package: 'kosugi', subset: 'japanese', family: 'Concert Japanese', cuts: [regular] },
  { package: 'gowun-dodum', subset: 'korean', family: 'Concert Korean', cuts: [regular] },
];

/**
 * Families in the order in which the typesetter tries them for each letter. Libertinus Serif is inside the
 * typesetter and adds Greek and Cyrillic. Nothing else is tried: system fonts differ from machine to machine.
 */
export const FAMILIES: readonly string[] = [...SUBSETS.map((s) => s.family), 'Libertinus Serif'];

/**
 * Unpacks a WOFF 1.0 file into an sfnt (TrueType or OpenType) file and renames its family.
 * Throws RangeError or Error when the bytes are not WOFF 1.0.
 */
export function unpackWoff(woff: Buffer, family: string, style: string): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const tables: Table[] = [];
  for (let i = 0; i < count; i++) {
    const entry = 44 + i * 20;
    const offset = woff.readUInt32BE(entry + 4);
    const packed = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8));
    const data = packed.length < woff.readUInt32BE(entry + 12) ? inflateSync(packed) : packed;
    const tag = woff.toString('latin1', entry, entry + 4);
    tables.push({ tag, data: tag === 'name' ? nameTable(family, style) : data });
  }
  return assemble(woff.readUInt32BE(4), tables);
}

function assemble(flavor: number, tables: Table[]): Buffer {
  const count = tables.length;
  const log = Math.floor(Math.log2(count));
  const size = tables.reduce((sum, t) => sum + padded(t.data.length), 12 + 16 * count);
  const out = Buffer.alloc(size);
  out.writeUInt32BE(flavor, 0);
  out.writeUInt16BE(count, 4);
  out.writeUInt16BE(16 * 2 ** log, 6);
  out.writeUInt16BE(log, 8);
  out.writeUInt16BE(16 * count - 16 * 2 ** log, 10);
  let at = 12 + 16 * count;
  tables.forEach((table, i) => {
    table.data.copy(out, at);
    const entry = 12 + 16 * i;
    out.write(table.tag, entry, 'latin1');
    out.writeUInt32BE(checksum(out.subarray(at, at + padded(table.data.length))), entry + 4);
    out.writeUInt32BE(at, entry + 8);
    out.writeUInt32BE(table.data.length, entry + 12);
    at += padded(table.data.length);
  });
  return out;
}

/** A `name` table (OpenType, format 0, Windows Unicode, US English) with the names a typesetter looks at. */
function nameTable(family: string, style: string): Buffer {
  const names: [number, string][] = [
    [1, style === 'SemiBold' ? `${family} SemiBold` : family],
    [2, style === 'SemiBold' ? 'Regular' : style],
    [4, `${family} ${style}`],
    [6, `${family.replaceAll(' ', '')}-${style}`],
    [16, family],
    [17, style],
  ];
  const strings = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + 12 * names.length);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  names.forEach(([id], i) => {
    const length = strings[i]?.length ?? 0;
    [3, 1, 0x409, id, length, offset].forEach((value, j) => head.writeUInt16BE(value, 6 + 12 * i + 2 * j));
    offset += length;
  });
  return Buffer.concat([head, ...strings]);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}

/** Letters that only the large fonts hold. A document without them does not wait for these to be unpacked. */
export const FAR_LETTERS =
  /[\p{sc=Arab}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;

/**
 * The font files for the typesetter: about 0.6 MB, and 12 MB with those of far letters. Throws when one of the packages
 * of `@fontsource` is not installed.
 */
export function printingFonts(far: boolean): Buffer[] {
  const require = createRequire(import.meta.url);
  const wanted = SUBSETS.filter((one) => far || one.package === 'public-sans');
  return wanted.flatMap(({ package: name, subset, family, cuts }) => {
    const folder = join(dirname(require.resolve(`@fontsource/${name}/package.json`)), 'files');
    return cuts.map(({ file, style }) =>
      unpackWoff(readFileSync(join(folder, `${name}-${subset}-${file}.woff`)), family, style),
    );
  });
}
