import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { FAMILIES } from './fonts.ts';
import { canonicalJson, contentHash } from './canonical.ts';
import { furnitureFor, printedFurniture } from './pages.ts';
import { PressError, openPress } from './typst.ts';

const press = openPress();
afterAll(() => press.close());

const furniture = printedFurniture(
  furnitureFor(
    { a: 1 },
    {
      title: 'Trial page',
      language: 'es',
      label: 'Law enforcement sensitive',
      period: { from: '2026-01-01', to: '2026-01-31' },
      madeBy: { name: 'Det. Ray Sample', agency: 'Harbor City Police' },
      madeAt: '2026-02-01T09:00:00Z',
      version: 2,
    },
  ),
);
const template = `#import "/furniture.typ": *
#let d = json("/data.json")
#show: pages.with(d.furniture, unprintable: d.press.unprintable)
= #d.furniture.title
#d.text
`;
const page = (text: string, pages = 1) =>
  press.print({ template: template + '#pagebreak()\nMore\n'.repeat(pages - 1), data: { furniture, text } });

test('a printed page is tagged PDF/UA with its language and title', async () => {
  const { pdf } = await page('Nada que informar.');
  const raw = pdf.toString('latin1');
  expect(raw.startsWith('%PDF-1.7')).toBe(true);
  expect(raw).toContain('/MarkInfo');
  expect(raw).toContain('/StructTreeRoot');
  expect(raw).toContain('/Lang (es)');
  expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(raw).toContain('Trial page');
});

test('the same content gives the same bytes, in a new press too', async () => {
  const first = await page('Same');
  const other = openPress();
  const second = await other.print({ template, data: { furniture, text: 'Same' } });
  await other.close();
  expect(createHash('sha256').update(second.pdf).digest('hex')).toBe(
    createHash('sha256').update(first.pdf).digest('hex'),
  );
});

test('the pages are counted', async () => {
  const { pdf, pages } = await page('One of three', 3);
  expect(pages).toBe(3);
  expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/gu)).toHaveLength(3);
});

test('what people typed is never read as markup', async () => {
  const { pages } = await page('#panic("no") $x$ = * _ \\ #read("/etc/passwd") `');
  expect(pages).toBe(1);
});

const names = [
  ['Vietnamese', 'Nguyễn Thị Hằng'],
  ['Russian', 'Пётр Щукин'],
  ['Ukrainian', 'Їжакевич Ґалаґан'],
  ['Arabic', 'فاطمة الزهراء محمد'],
  ['Persian and Urdu', 'پگاه چراغی ٹیپو'],
  ['Simplified Chinese', '张伟 李娜 欧阳 深圳市福田区'],
  ['Traditional Chinese', '張偉 劉 陳 臺 龍'],
  ['Japanese', '佐々木 さくら タナカ'],
  ['Korean', '김민준 박서연 대한민국'],
] as const;

test.each(names)('names in %s are printed in letters, none as a box', async (_script, text) => {
  expect((await page(`${text} (Riverton)`)).unprintable).toBe(0);
});

test('letters no font has become boxes and are counted instead of stopping the document', async () => {
  const { unprintable } = await page('Nguyễn Петров 张伟 ok मीरा \u202e gone');
  expect(unprintable).toBe(4);
});

test('the families that the pages name are those that are there', () => {
  const named = readFileSync(new URL('./furniture.typ', import.meta.url), 'utf8');
  const list = /#let families = \(([^)]*)\)/.exec(named)?.[1] ?? '';
  expect([...list.matchAll(/"([^"]+)"/g)].map((hit) => hit[1])).toEqual(FAMILIES);
});

test('a template cannot read files of the machine', async () => {
  const job = { template: '#read("/etc/hostname")', data: {} };
  await expect(press.print(job)).rejects.toMatchObject({ reason: 'refused' });
});

test('a refusal never repeats words of the document', async () => {
  const job = { template: '#let d = json("/data.json")\n#(1 + d.text)', data: { text: 'Secretname' } };
  const error = await press.print(job).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(PressError);
  expect(String(error)).not.toContain('Secretname');
});

test('where the typesetter is not installed the press says so and what to do', async () => {
  const bare = openPress({ typesetter: 'typesetter-that-is-not-there' });
  await expect(bare.print({ template, data: {} })).rejects.toMatchObject({
    reason: 'missing',
    message: expect.stringContaining('Word document'),
  });
  await bare.close();
});

test('a document that takes too long is given up and the press goes on', async () => {
  // Long enough for a thread to begin on a busy machine, far shorter than the counting.
  const hasty = openPress({ limitMs: 6000 });
  const counting =
    '#let s = 0\n#for b in range(3000) { for a in range(30000) { s = calc.rem(s + a, 7) } }\n#s';
  await expect(hasty.print({ template: counting, data: {} })).rejects.toMatchObject({ reason: 'slow' });
  await expect(hasty.print({ template: '= Next', data: {} })).rejects.toMatchObject({ reason: 'refused' });
  await hasty.close();
});

test('documents asked at once are all printed, in order of asking', async () => {
  const printed = await Promise.all([page('A'), page('B', 2), page('C')]);
  expect(printed.map((p) => p.pages)).toEqual([1, 2, 1]);
});

test('a closed press refuses', async () => {
  const closed = openPress();
  await closed.close();
  await expect(closed.print({ template, data: {} })).rejects.toMatchObject({ reason: 'closed' });
});

test('the content hash does not depend on the order of members', () => {
  expect(canonicalJson({ b: [1, 'é', null], a: { d: false, c: undefined } })).toBe(
    '{"a":{"d":false},"b":[1,"é",null]}',
  );
  expect(contentHash({ a: 1, b: 2 })).toBe(contentHash({ b: 2, a: 1 }));
  expect(contentHash({ a: 1 })).toBe(createHash('sha256').update('{"a":1}').digest('hex'));
  expect(() => contentHash({ a: Number.NaN })).toThrow(TypeError);
});
