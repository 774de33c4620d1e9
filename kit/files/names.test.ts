import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachmentHeader, extensionOf, safeName } from './names.ts';

test('a name keeps its letters and loses paths, controls, direction marks and device names', () => {
  const wanted: [string, string][] = [
    ['Informe año 2026.pdf', 'Informe año 2026.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\photo.jpg', 'photo.jpg'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a.pdf\u0000.exe', 'a.pdf.exe'],
    ['in\u200bvisible\ufeff.txt', 'invisible.txt'],
    ['line\r\nSet-Cookie: x.txt', 'lineSet-Cookie_ x.txt'],
    ['  .hidden ', 'hidden'],
    ['con.txt', '_con.txt'],
    ['NUL', '_NUL'],
    ['what?*<>|".txt', 'what______.txt'],
    ['', 'file'],
    ['..', 'file'],
    ['/', 'file'],
    ['\u202e', 'file'],
  ];
  for (const [given, safe] of wanted) expect(safeName(given)).toBe(safe);
});

test('a long name is shortened and keeps its ending', () => {
  const long = safeName(`${'ñ'.repeat(400)}.docx`);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(180);
  expect(long.endsWith('ñ.docx')).toBe(true);
});

test('the ending is judged on the name without its tricks', () => {
  expect(extensionOf('photo\u202egpj.EXE')).toBe('exe');
  expect(extensionOf('a.pdf\u0000')).toBe('pdf');
  expect(extensionOf('README')).toBe('');
  expect(extensionOf('.bashrc')).toBe('');
});

test('whatever the name, the safe one is stable and harmless and the header is one line of plain ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const safe = safeName(name);
      expect(safeName(safe)).toBe(safe);
      expect(safe).toMatch(/^[^/\\:*?"<>|\p{Cc}\u202a-\u202e]+$/u);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(181);
      const header = attachmentHeader(name);
      expect(header).toMatch(
        /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w.~%&$+^`|#-]+$/,
      );
      expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe(safe);
    }),
    { numRuns: 2000 },
  );
  expect(attachmentHeader('año 50% "x";.pdf')).toBe(
    `attachment; filename="a_o 50_ _x__.pdf"; filename*=UTF-8''a%C3%B1o%2050%25%20_x_%3B.pdf`,
  );
});
