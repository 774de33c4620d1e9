import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { openPress } from '../../kit/documents/typst.ts';
import { briefHash } from './brief-content.ts';
import { effortTotal, pictureOf } from './rules-brief-figures.ts';
import { briefDocx, briefPdf, portfolioDocx, portfolioPdf } from './brief-document.ts';
import { fitBrief } from './brief-fit.ts';
import { briefPage, hoursInWords, moneyInWords } from './brief-page.ts';
import { crowdedBrief, estimatedBrief, ordinaryBrief, portfolioOf } from './brief-samples.ts';
import { briefWords } from './brief-words.ts';

const press = openPress();
afterAll(() => press.close());

/** Text of a Word document, paragraph by paragraph. */
function wordText(docx: Buffer, part = 'word/document.xml'): string {
  const file = unzipSync(docx)[part];
  const xml = file === undefined ? '' : strFromU8(file);
  const paragraphs = xml
    .split('</w:p>')
    .map((p) => [...p.matchAll(/<w:t[^>]*>([^<]*)/gu)].map((m) => m[1]).join(''));
  return paragraphs.join('\n').replaceAll('&amp;', '&').replaceAll('&apos;', "'");
}

/** Every string of a laid-out page, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(strings);
}

describe('the status brief of a case', () => {
  test('an ordinary brief is one page and nothing is cut', async () => {
    const fitted = fitBrief(ordinaryBrief);
    expect(Object.values(fitted).map((s) => s.more)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const { pages, unprintable } = await briefPdf(press, ordinaryBrief);
    expect([pages, unprintable]).toEqual([1, 0]);
  });

  test.each([
    ['a new case with nothing in it', crowdedBrief(0)],
    ['thirty of everything', crowdedBrief(30)],
    ['long texts', crowdedBrief(30, 'Something happened that takes a sentence to tell. '.repeat(9))],
    ['a few long texts', crowdedBrief(3, 'Something happened that takes a sentence to tell. '.repeat(4))],
    ['Spanish', { ...crowdedBrief(12), language: 'es' as const }],
  ])('%s is still one page', async (_, content) => {
    expect((await briefPdf(press, content)).pages).toBe(1);
  });

  test.each(['en', 'es'] as const)(
    'what was promised stands beside what happened, on one page (%s)',
    async (language) => {
      const content = { ...estimatedBrief, language };
      const { estimates } = briefPage(content);
      const words = briefWords[language];
      expect(estimates!.heading).toContain(words.estimates);
      expect(estimates!.lines[0]).toMatchObject({ lead: 'Target A' });
      expect(estimates!.lines[0]!.tail).toContain(words.leftKept);
      expect(estimates!.lines[1]!.tail).toBeNull();
      expect(wordText(await briefDocx(content))).toContain(estimates!.lines[1]!.text);
      expect((await briefPdf(press, content)).pages).toBe(1);
      const many = { ...crowdedBrief(30), estimates: Array(30).fill(estimatedBrief.estimates![1]), language };
      expect((await briefPdf(press, many)).pages).toBe(1);
      const fitted = fitBrief(many).estimates;
      expect(fitted.items.length + fitted.more).toBe(30);
      expect(briefPage(ordinaryBrief).estimates).toBeNull();
    },
  );

  test('what does not fit is counted on the page: printed and left out add up', () => {
    const content = crowdedBrief(30);
    const fitted = fitBrief(content);
    const { estimates, ...others } = fitted;
    for (const section of Object.values(others)) expect(section.items.length + section.more).toBe(30);
    expect(estimates).toEqual({ items: [], more: 0 });
    expect(briefPage(content).decisions.more).toBe(`and ${fitted.decisions.more} more in the record`);
    expect(fitted.events.items.at(-1)).toEqual(content.events.at(-1));
    expect(fitted.decisions.items.length).toBeGreaterThanOrEqual(2);
  });

  test('it is tagged PDF/UA, carries its language, and repeats byte for byte', async () => {
    const first = await briefPdf(press, ordinaryBrief);
    const again = await briefPdf(press, structuredClone(ordinaryBrief));
    expect(first.pdf.equals(again.pdf)).toBe(true);
    const raw = first.pdf.toString('latin1');
    for (const mark of [
      '%PDF-',
      '/MarkInfo',
      '/StructTreeRoot',
      '/Lang (en)',
      '/S /TH',
      '/S /H1',
      '/S /Figure',
    ]) {
      expect(raw).toContain(mark);
    }
  });

  test('the Word document says everything the printed page says', async () => {
    const page = briefPage(ordinaryBrief);
    const docx = await briefDocx(ordinaryBrief);
    const text = ['word/document.xml', 'word/header1.xml', 'word/footer1.xml']
      .map((p) => wordText(docx, p))
      .join('\n');
    const { furniture, picture, ...rest } = page;
    const said = [furniture.label, furniture.made, furniture.fingerprint, furniture.version];
    const rows = picture.rows.map((r) => [r.label, r.kind, r.phase, r.since, r.days, r.courseInWords]);
    const nones = [rest.events, rest.decisions, rest.deadlines, rest.risks, rest.requests].map((s) => s.none);
    for (const line of [...said, ...strings(rows), ...picture.header, ...strings(rest)]) {
      if (!nones.includes(line)) expect(text).toContain(line);
    }
    expect(docx.equals(await briefDocx(structuredClone(ordinaryBrief)))).toBe(true);
  });

  test('every page names its period, maker, version and the hash of the content', () => {
    const { furniture } = briefPage(ordinaryBrief);
    expect(furniture.period).toBe('1 Oct 2026 to 31 Oct 2026');
    expect(furniture.made).toContain('Sgt. Dana Example, Harbor City Police on 1 Nov 2026, 14:05 UTC');
    expect(furniture.fingerprint).toContain(briefHash(ordinaryBrief));
    expect(furniture.version).toBe('Version 4');
  });

  test('any change of the content changes its hash', () => {
    const changed = structuredClone(ordinaryBrief);
    const event = changed.events[0];
    if (event !== undefined) event.text += '.';
    expect(briefHash(changed)).not.toBe(briefHash(ordinaryBrief));
    expect(briefHash(structuredClone(ordinaryBrief))).toBe(briefHash(ordinaryBrief));
  });

  test('a case with strands in three phases shows all three, and closed strands apart', () => {
    expect(pictureOf(ordinaryBrief.strands)).toEqual({
      preOperational: 2,
      operational: 2,
      postOperational: 1,
      closed: 1,
    });
    const rows = briefPage(ordinaryBrief).picture.rows;
    expect(rows.map((r) => r.phase)).toContain('Closed 30 Sep 2026: Inactive');
    expect(rows[0]?.courseInWords).toBe(
      'Pre-operational 108 days, Operational 116 days, Post-operational 17 days',
    );
  });

  test('the total of hours and cost is the sum of the phases', () => {
    expect(effortTotal(ordinaryBrief.effort)).toEqual({
      hoursPeriod: 220,
      hoursTotal: 1035,
      centsPeriod: 387_250,
      centsTotal: 1_408_100,
    });
    expect(briefPage(ordinaryBrief).effort.total).toEqual([
      'Total',
      '220.0',
      '1,035.0',
      '$3,872.50',
      '$14,081.00',
    ]);
    expect([hoursInWords(1234567.25), moneyInWords(-5)]).toEqual(['1,234,567.3', '-$0.05']);
  });

  test('facts kept from this audience are counted, not silently missing', () => {
    expect(briefPage(ordinaryBrief).notes).toContain(
      '2 facts are left out because this audience may not read them.',
    );
  });
});

describe('the portfolio', () => {
  test('a hundred cases run over pages with totals at the end', async () => {
    const content = portfolioOf(100);
    const { pages, pdf } = await portfolioPdf(press, content);
    expect(pages).toBeGreaterThan(5);
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/gu)).toHaveLength(pages);
    const text = wordText(await portfolioDocx(content));
    expect(text).toContain(moneyInWords(content.cases.reduce((n, c) => n + c.centsTotal, 0)));
    expect(text).toContain('2026-0100');
  });

  test('no case open to the reader is said in words', async () => {
    const content = { ...portfolioOf(0), withheld: 0 };
    expect((await portfolioPdf(press, content)).pages).toBe(1);
    expect(wordText(await portfolioDocx(content))).toContain(briefWords.en.noCases);
  });
});
