/** The thread that holds the one typesetter of a process. Speaks PrintJob in, PressAnswer out (typst.ts). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { FAR_LETTERS, printingFonts } from './fonts.ts';
import type { PressAnswer, PrintJob } from './typst.ts';

/** The part of the native binding that is used here (typst-ts-node-compiler 0.7.0). */
interface Typesetter {
  addSource(path: string, source: string): void;
  mapShadow(path: string, content: Buffer): void;
  compile(options: { mainFileContent: string; resetRead?: boolean }): CompileResult;
  pdf(document: CompiledDocument, options: { pdfStandard: string }): Buffer;
  evictCache(maxAge: number): void;
}
interface CompileResult {
  readonly result: CompiledDocument | null;
  takeDiagnostics(): { readonly shortDiagnostics: { message: string }[] } | null;
}
interface CompiledDocument {
  readonly numOfPages: number;
}

/** A folder that does not exist: every file of a document is handed over in memory, none is read from disk. */
const ROOM = '/concert-press';
const BOX = '\u25a1';
const MOST_ROUNDS = 40;

let typesetter: Typesetter | undefined;
/** Whether the open typesetter has the fonts of far letters: it gets them with the first document that needs them. */
let far = false;

function open(): Typesetter {
  const binding = createRequire(import.meta.url)(workerData.typesetter) as {
    NodeCompiler: { create(options: object): Typesetter };
  };
  const opened = binding.NodeCompiler.create({
    workspace: ROOM,
    fontArgs: [{ fontBlobs: printingFonts(far) }],
  });
  const furniture = readFileSync(new URL('./furniture.typ', import.meta.url), 'utf8');
  opened.addSource(`${ROOM}/furniture.typ`, furniture);
  return opened;
}

/** Control characters and marks that turn the reading direction can make a page say what the record does not. */
function cleaned(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (c) => (c === '\n' ? c : ' '));
}

function mapText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapText(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapText(item, change)]));
}

/** The characters a refusal names; the typesetter quotes the text that no font could show. */
function missingIn(message: string): string[] {
  const quoted = /the text `\\*"(.*?)\\*"` /su.exec(message)?.[1];
  if (quoted === undefined) return [];
  const text = quoted.replace(/\\u\{([0-9a-f]+)\}/gu, (_, hex: string) =>
    String.fromCodePoint(parseInt(hex, 16)),
  );
  return [...text].filter((c) => c > '\u007f');
}

function set(job: PrintJob, data: unknown, unprintable: number): { pdf: Buffer; pages: number } {
  typesetter ??= open();
  const whole = { ...(data as object), press: { unprintable } };
  typesetter.mapShadow(`${ROOM}/data.json`, Buffer.from(JSON.stringify(whole)));
  const compiled = typesetter.compile({ mainFileContent: job.template, resetRead: true });
  if (compiled.result === null) {
    const reasons = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new Error(reasons.map((r) => r.message).join('; '));
  }
  return { pdf: typesetter.pdf(compiled.result, { pdfStandard: 'ua-1' }), pages: compiled.result.numOfPages };
}

/** Sets the document; characters that no font has become boxes, and their number is printed with it. */
function print(job: PrintJob): PressAnswer {
  if (!far && FAR_LETTERS.test(JSON.stringify(job.data ?? null))) {
    far = true;
    typesetter = undefined;
  }
  const missing = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let unprintable = 0;
    const data = mapText(job.data, (text) =>
      cleaned(text).replace(/[^\0-\u007f]/gu, (c) => (missing.has(c) ? (unprintable++, BOX) : c)),
    );
    try {
      const { pdf, pages } = set(job, data, unprintable);
      typesetter?.evictCache(10);
      return { ok: true, pdf, pages, unprintable };
    } catch (error) {
      const found = missingIn(error instanceof Error ? error.message : '').filter((c) => !missing.has(c));
      if (found.length === 0) return refused(error);
      for (const c of found) missing.add(c);
      addScripts(job.data, found, missing);
    }
  }
  return {
    ok: false,
    reason: 'refused',
    message: 'The document holds too many unknown characters to print.',
  };
}

/** One letter of a large script missing means the script is: Chinese must not take a round for every sign. */
function addScripts(data: unknown, found: string[], missing: Set<string>): void {
  const large = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
  if (!found.some((c) => large.test(c))) return;
  mapText(data, (text) => {
    for (const c of text) if (large.test(c)) missing.add(c);
    return text;
  });
}

/** The typesetter's own words may quote the document, so only their kind is passed on. */
function refused(error: unknown): PressAnswer {
  const absent = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
  if (absent || typesetter === undefined) {
    const message =
      'PDF printing is not installed here: the typesetter or its fonts are missing. ' +
      'Run npm ci on Linux x64 with glibc, or take the Word document.';
    return { ok: false, reason: 'missing', message };
  }
  const template = error instanceof Error ? error.message.replace(/[`"].*[`"]/gsu, '(text)') : '';
  return { ok: false, reason: 'refused', message: `The typesetter refused the template. ${template}`.trim() };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.on('message', (job: PrintJob) => parentPort?.postMessage(print(job)));
