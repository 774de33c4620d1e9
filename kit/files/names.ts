/** Names of files as they leave: harmless for a header, a file system and a reader's eye. */

/** Right-to-left and left-to-right marks, overrides, isolates: they make `gpj.exe` read as `exe.jpg`. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Zero-width and other invisible characters. */
const INVISIBLE = /[\u00ad\u180e\u200b-\u200d\u2060\ufeff\ufff9-\uffff]/gu;
/** Characters that some file system or shell takes for its own. */
const RESERVED = /[<>:"|?*]/gu;
/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const MAX_BYTES = 180;

/**
 * A safe name to save a file under: no path, no control, direction or invisible characters, no device name, no
 * leading or trailing dot or space, at most 180 bytes in UTF-8 with its extension kept. Never empty: `file`.
 */
export function safeName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\u2028\u2029]/gu, '')
    .replace(BIDI, '')
    .replace(INVISIBLE, '')
    .replace(RESERVED, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '');
  const short = shorten(plain);
  if (short === '') return 'file';
  return DEVICE.test(short) ? `_${short}` : short;
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  let stem = extension ? name.slice(0, dot) : name;
  const room = MAX_BYTES - Buffer.byteLength(extension);
  while (Buffer.byteLength(stem) > room) stem = [...stem].slice(0, -1).join('');
  return `${stem.trimEnd()}${extension}`;
}

/** The extension of a name in lower case without the dot, or ''. Judged on the safe form of the name. */
export function extensionOf(name: string): string {
  const safe = safeName(name);
  const dot = safe.lastIndexOf('.');
  return dot > 0 ? safe.slice(dot + 1).toLowerCase() : '';
}

/**
 * The value of a Content-Disposition header that makes a browser save the file (RFC 6266, RFC 8187): an ASCII name
 * for old clients and the real one in UTF-8.
 */
export function attachmentHeader(name: string): string {
  const safe = safeName(name);
  const ascii = safe.replace(/[^\x20-\x7e]|["\\%;]/gu, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*!]/gu,
    (c) => `%${c.codePointAt(0)!.toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
