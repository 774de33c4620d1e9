/** Telling text from other files, harmless text from text that runs, and tables and JSON from plain text. */
import type { Pages } from './disk.ts';
import { kindNamed } from './kinds.ts';

const PIECE = 64 * 1024;
/** Larger JSON is judged by its beginning. */
const JSON_MAX = 8_000_000;
const HEAD = 64 * 1024;

/** What a browser, a shell or a document reader would run or render, at the start of a text. */
const ACTIVE = [
  /^<(!--|!doctype|\?|%)/i,
  /^<(html|head|body|script|style|title|iframe|svg|math|object|embed|form|meta|link|base|img|table|div|font|h1|br|a|b|p)[\s>/]/i,
  /^[^]{0,1024}%PDF-/,
  /^#!/,
  /^%!/,
  /^\{\\rtf/i,
  /^@echo\b/i,
  /^\[InternetShortcut\]/i,
  /^(MIME-Version|From):[^]{0,4096}multipart\/related/i,
];

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

function markOf(head: Buffer): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  return undefined;
}

/** Control characters that no text file holds; tab, line feed, form feed and carriage return may stand. */
function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text);
}

/**
 * Whether the whole file is text: UTF-16 with its mark, UTF-8, or an older 8-bit code, without control characters.
 */
export async function looksLikeText(pages: Pages): Promise<boolean> {
  const mark = markOf(await pages.read(0, 3));
  const decoder = mark?.startsWith('utf-16') ? new TextDecoder(mark, { fatal: true }) : undefined;
  for (let at = 0; at < pages.size; at += PIECE) {
    const piece = await pages.read(at, PIECE);
    try {
      const isLast = at + PIECE >= pages.size;
      const text = decoder ? decoder.decode(piece, { stream: !isLast }) : piece.toString('latin1');
      if (hasControls(text)) return false;
    } catch {
      return false;
    }
  }
  return true;
}

/** The beginning of a text, decoded, without its mark and leading space. */
function beginning(head: Buffer): string {
  const mark = markOf(head) ?? 'utf-8';
  return new TextDecoder(mark).decode(head).trimStart();
}

/** Whether a text begins like a web page, SVG, XML, script, PostScript, RTF, web archive or link file. */
export function isActive(head: Buffer): boolean {
  const start = beginning(head);
  return ACTIVE.some((one) => one.test(start));
}

/**
 * Which text kind a text is. The name's ending decides between plain text and tables; JSON must be JSON.
 * @param extension ending of the declared name, or ''
 */
export async function textKind(pages: Pages, extension: string): Promise<'csv' | 'json' | 'text'> {
  if (kindNamed('csv').extensions.includes(extension)) return 'csv';
  if (kindNamed('text').extensions.includes(extension)) return 'text';
  const head = beginning(await pages.read(0, HEAD));
  if (await isJson(pages, head)) return 'json';
  return extension === '' && isTable(head) ? 'csv' : 'text';
}

async function isJson(pages: Pages, head: string): Promise<boolean> {
  if (!/^[{[]/.test(head)) return false;
  if (pages.size > JSON_MAX) return true;
  const text = beginning(await pages.read(0, pages.size));
  return parses(text) || text.trimEnd().split('\n').every(parses);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Two lines or more with the same number, at least one, of one delimiter. */
function isTable(head: string): boolean {
  const lines = head.split(/\r?\n/).filter(Boolean).slice(0, 6);
  const whole = lines.length > 5 ? lines.slice(0, 5) : lines;
  if (whole.length < 2) return false;
  return [',', ';', '\t', '|'].some((mark) => {
    const counts = new Set(whole.map((line) => line.split(mark).length));
    return counts.size === 1 && !counts.has(1);
  });
}
