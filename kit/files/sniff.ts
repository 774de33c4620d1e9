/**
 * What a file is, by its content. The name only has to agree. What is not on the list of kinds is refused, and so is
 * a file that is two things at once, an archive that breaks its caps, and text that a browser or a shell would run.
 */
import { fileTypeFromBuffer } from 'file-type';
import { checkArchive } from './archives.ts';
import type { Pages } from './disk.ts';
import { isKnownExtension, kindNamed, kindRecognised, TEXT_KINDS } from './kinds.ts';
import type { Kind } from './kinds.ts';
import { extensionOf } from './names.ts';
import { FileRefused } from './refusal.ts';
import { isActive, looksLikeText, textKind } from './text.ts';
import { findEnd } from './zip.ts';

const HEAD = 64 * 1024;
const PROGRAM_NAMES = /(^|\/)(META-INF\/MANIFEST\.MF|AndroidManifest\.xml)$/i;
const MACRO_NAMES = /(vbaProject\.bin|^xl\/macrosheets\/|^Basic\/|^Scripts\/)/i;
const PAGE_IN_PICTURE = /<(script|html|svg|iframe|body|!doctype html|\?php)/i;

const kindRefused = (problem: string, remedy: string): FileRefused =>
  new FileRefused('kind', problem, remedy);

const unknown = (): FileRefused =>
  kindRefused(
    'This kind of file is not accepted.',
    'Send it as PDF, picture, recording, video, Office file, text or ZIP.',
  );

/**
 * The kind of a file.
 * @param declaredName what the sender calls it; without one, or without an extension, only the content counts
 * @throws FileRefused with the field and the remedy
 */
export async function sniff(pages: Pages, declaredName?: string): Promise<Kind> {
  const head = await pages.read(0, HEAD);
  const extension = extensionOf(declaredName ?? '');
  const found = await recognise(pages, head, extension);
  if (extension !== '' && !found.extensions.includes(extension)) throw misnamed(found, extension);
  return found;
}

async function recognise(pages: Pages, head: Buffer, extension: string): Promise<Kind> {
  if (isSignature(head, 'PK\u0003\u0004')) return zipKind(pages);
  if (!isSignature(head, '%PDF-') && (await looksLikeText(pages))) {
    if (isActive(head)) {
      throw kindRefused(
        'Web pages, SVG, XML and scripts are not accepted: opening them can run a program.',
        'Send a PDF or a picture of it, or put it into a ZIP.',
      );
    }
    return kindNamed(await textKind(pages, extension));
  }
  const recognised = await fileTypeFromBuffer(head);
  const kind = recognised && kindRecognised(recognised.ext);
  if (!kind || kind.kind === 'zip') throw unknown();
  await refuseTwoInOne(pages, head, kind);
  return kind;
}

function isSignature(head: Buffer, signature: string): boolean {
  return head.subarray(0, signature.length).toString('latin1') === signature;
}

/** A ZIP by what it holds: an Office file, a program, or just an archive. */
async function zipKind(pages: Pages): Promise<Kind> {
  const { names } = await checkArchive(pages);
  if (names.some((name) => PROGRAM_NAMES.test(name))) {
    throw kindRefused('This archive is a program.', 'Programs are not accepted.');
  }
  const has = (name: string): boolean => names.includes(name);
  const office = has('[Content_Types].xml');
  const kind =
    (office && has('word/document.xml') && 'docx') ||
    (office && has('xl/workbook.xml') && 'xlsx') ||
    (office && has('ppt/presentation.xml') && 'pptx') ||
    (await openDocumentKind(pages)) ||
    'zip';
  if (kind !== 'zip' && names.some((name) => MACRO_NAMES.test(name))) {
    throw kindRefused(
      'This Office file holds macros, which are programs.',
      'Save it without macros, or as PDF.',
    );
  }
  return kindNamed(kind);
}

/** OpenDocument keeps its kind uncompressed in a first entry called mimetype. */
async function openDocumentKind(pages: Pages): Promise<string | undefined> {
  const start = (await pages.read(0, 120)).toString('latin1');
  const found = /^.{30}mimetypeapplication\/vnd\.oasis\.opendocument\.(text|spreadsheet)PK/s.exec(start);
  if (!found) return undefined;
  return found[1] === 'text' ? 'odt' : 'ods';
}

async function refuseTwoInOne(pages: Pages, head: Buffer, kind: Kind): Promise<void> {
  const start = head.subarray(0, 4096).toString('latin1');
  const hidesPdf = kind.kind !== 'pdf' && start.slice(0, 1024).includes('%PDF-');
  const hidesPage = kind.mime.startsWith('image/') && PAGE_IN_PICTURE.test(start);
  if (hidesPdf || hidesPage || (await findEnd(pages)) !== undefined) {
    throw kindRefused(
      'This file is two kinds of file in one.',
      'Save it anew as one kind, such as PDF or JPEG.',
    );
  }
}

/** The sentence quotes an ending only when it is on our own list. */
function misnamed(found: Kind, extension: string): FileRefused {
  const ending = isKnownExtension(extension) ? `.${extension}` : 'something else';
  const isText = TEXT_KINDS.includes(found.kind);
  const advice = isText ? '.txt, .csv or .json' : `.${found.extensions[0]}`;
  return new FileRefused(
    'misnamed',
    `The name ends in ${ending}, but the content is ${found.name}.`,
    `Rename it to end in ${advice}, or choose the file you meant.`,
  );
}
