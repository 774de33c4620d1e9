import { Document, Packer, Paragraph } from 'docx';
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { pagesOf } from './disk.ts';
import { KINDS } from './kinds.ts';
import { FileRefused } from './refusal.ts';
import { sniff } from './sniff.ts';

const b64 = (text: string): Buffer => Buffer.from(text, 'base64');
const zip = (content: Zippable): Buffer => Buffer.from(zipSync(content));
const words = strToU8('words');
const office = (main: string, more: Zippable = {}): Buffer =>
  zip({ '[Content_Types].xml': words, [main]: words, ...more });

const png = b64(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);
const gif = b64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');
const jpeg = Buffer.concat([b64('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAEB'), Buffer.alloc(60, 1), b64('/9k=')]);
const pdf = Buffer.from(
  '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n',
  'latin1',
);
const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0', 'latin1'), Buffer.alloc(32)]);
const mp4 = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'latin1'), Buffer.alloc(32)]);

const kindOf = async (content: Buffer | string, name?: string): Promise<string> =>
  (await sniff(pagesOf(Buffer.from(content)), name)).kind;

/** Why it is refused; fails when it is accepted. */
async function refused(content: Buffer | string, name?: string): Promise<string> {
  const error = await sniff(pagesOf(Buffer.from(content)), name).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FileRefused);
  const { problem, remedy, path } = (error as FileRefused).fields[0]!;
  expect([path, problem === '', remedy === '']).toEqual(['file', false, false]);
  return `${(error as FileRefused).reason}: ${problem}`;
}

test('accepted kinds are told by their content, with a fitting name or none', async () => {
  const files: [string, Buffer | string, string][] = [
    ['png', png, 'map.PNG'],
    ['gif', gif, 'a.gif'],
    ['jpeg', jpeg, 'photo.jpeg'],
    ['pdf', pdf, 'report.pdf'],
    ['wav', wav, 'call.wav'],
    ['mp4', mp4, 'clip.mp4'],
    ['docx', office('word/document.xml'), 'plan.docx'],
    ['xlsx', office('xl/workbook.xml'), 'hours.xlsx'],
    ['pptx', office('ppt/presentation.xml'), 'brief.pptx'],
    ['zip', zip({ 'a.txt': words }), 'bundle.zip'],
    ['json', '{"tips": [1, 2]}', 'tips.json'],
    ['json', '{"a":1}\n{"a":2}\n', 'tips.jsonl'],
    ['csv', 'name,phone\nA,555-0101\n', 'list.csv'],
    ['csv', 'name;phone\nA;555-0101\n', 'list.csv'],
    ['text', 'seen at the corner\n', 'note.txt'],
  ];
  for (const [kind, content, name] of files) {
    expect(await kindOf(content, name)).toBe(kind);
    expect(await kindOf(content)).toBe(kind);
  }
});

test('text may be in UTF-8 with or without mark, UTF-16 with mark, or an older 8-bit code', async () => {
  const table = 'nombre,año\nPeña,2026\n';
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')]);
  for (const content of [
    Buffer.from(table),
    Buffer.from(`\ufeff${table}`),
    utf16,
    Buffer.from(table, 'latin1'),
  ]) {
    expect(await kindOf(content)).toBe('csv');
  }
  expect(await kindOf('BMW,plate\nblue,555\n', 'cars.csv')).toBe('csv');
  expect(await kindOf('<redacted> told us\n', 'note.txt')).toBe('text');
  expect(await kindOf('a,b\nsays "<script>alert(1)</script>",2\n', 'quoted.csv')).toBe('csv');
});

test('web pages, SVG, XML, scripts and link files are refused under any name', async () => {
  const active = [
    '<!DOCTYPE html><p>x',
    '\ufeff  \n<html>',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    '<?xml version="1.0"?><svg/>',
    '<!-- x --><svg/>',
    '<script>alert(1)</script>',
    '<?php echo 1;',
    '#!/bin/sh\nrm x',
    '@echo off\ndel x',
    '%!PS-Adobe-3.0',
    '{\\rtf1 x}',
    '[InternetShortcut]\nURL=x',
  ];
  for (const content of active) {
    for (const name of [undefined, 'a.txt', 'a.svg', 'a.html'])
      expect(await refused(content, name)).toMatch(/^kind/);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(content, 'utf16le')]);
    expect(await refused(utf16)).toMatch(/^kind/);
  }
});

test('programs and unknown contents are refused', async () => {
  const exe = Buffer.concat([Buffer.from('MZ\x90\0\x03\0', 'latin1'), Buffer.alloc(100)]);
  const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(100)]);
  const oldOffice = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
  const gzip = Buffer.concat([Buffer.from('1f8b0800', 'hex'), Buffer.alloc(50)]);
  for (const content of [exe, elf, oldOffice, gzip, Buffer.alloc(500), Buffer.from([1, 2, 3])]) {
    expect(await refused(content)).toMatch(/^kind/);
    expect(await refused(content, 'photo.jpg')).toMatch(/^kind/);
  }
  expect(await refused(zip({ 'META-INF/MANIFEST.MF': words }))).toMatch(/program/);
  expect(await refused(zip({ 'AndroidManifest.xml': words }))).toMatch(/program/);
});

test('an Office file with macros is refused', async () => {
  expect(await refused(office('word/document.xml', { 'word/vbaProject.bin': words }))).toMatch(/macros/);
  expect(await refused(office('xl/workbook.xml', { 'xl/macrosheets/sheet1.xml': words }))).toMatch(/macros/);
});

test('a name that lies about the content is refused with both kinds named', async () => {
  expect(await refused(png, 'invoice.pdf')).toBe(
    'misnamed: The name ends in .pdf, but the content is a PNG picture.',
  );
  expect(await refused(pdf, 'photo.jpg')).toMatch(/^misnamed/);
  expect(await refused('plain words', 'table.xlsx')).toMatch(/^misnamed/);
  expect(await refused('not json', 'data.json')).toMatch(/^misnamed/);
  expect(await refused(zip({ 'a.txt': words }), 'plan.docx')).toMatch(/^misnamed/);
  expect(await refused(office('xl/workbook.xml'), 'plan.docx')).toMatch(/^misnamed/);
});

test('an ending that is not on the list is refused and not quoted, however it is dressed up', async () => {
  for (const name of ['a.exe', 'photo.png.exe', 'photo\u202egnp.exe', 'a.png\u0000.exe', 'x.Jane-Doe']) {
    const sentence = await refused(png, name);
    expect(sentence).toMatch(/^misnamed: The name ends in something else/);
  }
  expect(await kindOf(png, '\u202emap.png')).toBe('png');
  expect(await kindOf(png, 'map')).toBe('png');
});

test('a file that is two kinds at once is refused', async () => {
  const archive = zip({ 'a.txt': words });
  const mixed = [
    Buffer.concat([png, archive]),
    Buffer.concat([jpeg, archive]),
    Buffer.concat([pdf, archive]),
    Buffer.concat([gif.subarray(0, 13), Buffer.from('<script>alert(1)</script>'), gif.subarray(13)]),
    Buffer.concat([gif, pdf]),
    Buffer.from(`words\n${'%PDF-1.4'}\n`),
  ];
  for (const content of mixed) expect(await refused(content)).toMatch(/^kind/);
  expect(await refused(Buffer.concat([archive, pdf]))).toMatch(/damaged/);
});

test('a bomb dressed up as a Word file is refused', async () => {
  expect(await refused(office('word/document.xml', { 'word/big.xml': new Uint8Array(30_000_000) }))).toMatch(
    /^archive/,
  );
});

test('no accepted kind can be run by a browser', () => {
  for (const { mime } of KINDS) expect(mime).not.toMatch(/html|svg|xml$|javascript|xhtml/);
});

test('files written by real Word and Excel writers are recognised', async () => {
  const book = new ExcelJS.Workbook();
  book
    .addWorksheet('Tips')
    .addRows(Array.from({ length: 500 }, (_, n) => [n, 'seen at the corner', new Date(0)]));
  expect(await kindOf(Buffer.from(await book.xlsx.writeBuffer()), 'tips.xlsx')).toBe('xlsx');
  const page = new Document({ sections: [{ children: [new Paragraph('Status brief')] }] });
  expect(await kindOf(await Packer.toBuffer(page), 'brief.docx')).toBe('docx');
});
