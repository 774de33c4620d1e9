/** The kinds of file Concert accepts: a closed list. What is not on it is refused. */

/**
 * @property kind stable short name, stored with the file
 * @property name for people, used after "is" ("is a PDF document")
 * @property mime what it is served as
 * @property extensions what its name may end in; the first is the one to advise
 */
export type Kind = {
  readonly kind: string;
  readonly name: string;
  readonly mime: string;
  readonly extensions: readonly string[];
};

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

export const KINDS: readonly Kind[] = [
  { kind: 'pdf', name: 'a PDF document', mime: 'application/pdf', extensions: ['pdf'] },
  { kind: 'png', name: 'a PNG picture', mime: 'image/png', extensions: ['png', 'apng'] },
  { kind: 'jpeg', name: 'a JPEG picture', mime: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  { kind: 'gif', name: 'a GIF picture', mime: 'image/gif', extensions: ['gif'] },
  { kind: 'webp', name: 'a WebP picture', mime: 'image/webp', extensions: ['webp'] },
  { kind: 'heic', name: 'a HEIC picture', mime: 'image/heic', extensions: ['heic', 'heif', 'hif'] },
  { kind: 'avif', name: 'an AVIF picture', mime: 'image/avif', extensions: ['avif'] },
  { kind: 'tiff', name: 'a TIFF picture', mime: 'image/tiff', extensions: ['tif', 'tiff'] },
  { kind: 'bmp', name: 'a BMP picture', mime: 'image/bmp', extensions: ['bmp'] },
  { kind: 'mp3', name: 'an MP3 recording', mime: 'audio/mpeg', extensions: ['mp3'] },
  { kind: 'm4a', name: 'an M4A recording', mime: 'audio/mp4', extensions: ['m4a', 'mp4', 'm4b'] },
  { kind: 'wav', name: 'a WAV recording', mime: 'audio/wav', extensions: ['wav'] },
  { kind: 'ogg', name: 'an Ogg recording', mime: 'audio/ogg', extensions: ['ogg', 'oga', 'opus'] },
  { kind: 'flac', name: 'a FLAC recording', mime: 'audio/flac', extensions: ['flac'] },
  { kind: 'amr', name: 'an AMR recording', mime: 'audio/amr', extensions: ['amr'] },
  { kind: 'mp4', name: 'an MP4 video', mime: 'video/mp4', extensions: ['mp4', 'm4v', 'm4a'] },
  { kind: 'mov', name: 'a QuickTime video', mime: 'video/quicktime', extensions: ['mov', 'qt'] },
  { kind: '3gp', name: 'a 3GP video', mime: 'video/3gpp', extensions: ['3gp', '3g2'] },
  { kind: 'webm', name: 'a WebM video', mime: 'video/webm', extensions: ['webm'] },
  { kind: 'mkv', name: 'a Matroska video', mime: 'video/matroska', extensions: ['mkv'] },
  { kind: 'avi', name: 'an AVI video', mime: 'video/vnd.avi', extensions: ['avi'] },
  {
    kind: 'docx',
    name: 'a Word document',
    mime: `${office}.wordprocessingml.document`,
    extensions: ['docx'],
  },
  { kind: 'xlsx', name: 'an Excel workbook', mime: `${office}.spreadsheetml.sheet`, extensions: ['xlsx'] },
  {
    kind: 'pptx',
    name: 'a PowerPoint file',
    mime: `${office}.presentationml.presentation`,
    extensions: ['pptx'],
  },
  { kind: 'odt', name: 'an OpenDocument text', mime: `${openDocument}.text`, extensions: ['odt'] },
  { kind: 'ods', name: 'an OpenDocument sheet', mime: `${openDocument}.spreadsheet`, extensions: ['ods'] },
  { kind: 'zip', name: 'a ZIP archive', mime: 'application/zip', extensions: ['zip'] },
  { kind: 'csv', name: 'a table in text', mime: 'text/csv', extensions: ['csv', 'tsv', 'tab'] },
  {
    kind: 'json',
    name: 'JSON',
    mime: 'application/json',
    extensions: ['json', 'jsonl', 'ndjson', 'geojson'],
  },
  {
    kind: 'text',
    name: 'plain text',
    mime: 'text/plain',
    extensions: ['txt', 'text', 'log', 'md', 'eml', 'vcf', 'ics'],
  },
];

const byKind = new Map(KINDS.map((one) => [one.kind, one]));

/** Extensions by which the content recogniser names a kind, where they differ from ours. */
const RECOGNISED: Readonly<Record<string, string>> = {
  apng: 'png',
  jpg: 'jpeg',
  tif: 'tiff',
  oga: 'ogg',
  opus: 'ogg',
  m4v: 'mp4',
  m4b: 'm4a',
  '3g2': '3gp',
};

/** Kinds whose content is text, one like the other; the name decides between them. */
export const TEXT_KINDS: readonly string[] = ['csv', 'json', 'text'];

/**
 * The kind of that short name.
 * @throws TypeError when there is none: the list is closed
 */
export function kindNamed(kind: string): Kind {
  const found = byKind.get(kind);
  if (!found) throw new TypeError('There is no such kind of file.');
  return found;
}

/** The accepted kind that the content recogniser's extension stands for, if any; never a text kind. */
export function kindRecognised(extension: string): Kind | undefined {
  const kind = RECOGNISED[extension] ?? extension;
  return TEXT_KINDS.includes(kind) ? undefined : byKind.get(kind);
}

/** Whether any accepted kind may end so. */
export function isKnownExtension(extension: string): boolean {
  return KINDS.some((one) => one.extensions.includes(extension));
}
