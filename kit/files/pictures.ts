/**
 * Pictures without what cameras write into them: place, time, device, thumbnails, comments, edits. The picture itself
 * is not decoded and stays as it was, bit by bit; only its container is written anew, from a closed list of parts that
 * are needed to show it. What is not on the list goes, also what no list of harmful parts would have known.
 *
 * JPEG: ITU-T T.81 annex B. PNG: W3C PNG, third edition, section 11. WebP: RFC 9649.
 */
import { crc32 } from 'node:zlib';
import { FileRefused } from './refusal.ts';

export type PictureKind = 'jpeg' | 'png' | 'webp';
export type Picture = { kind: PictureKind; bytes: Buffer };

const notAPicture = (): FileRefused =>
  new FileRefused('kind', 'This is no JPEG, PNG or WebP picture.', 'Send it as one of these.');
const damaged = (): FileRefused =>
  new FileRefused('damaged', 'The picture is damaged.', 'Take it out of the device again and send it.');

/**
 * The picture without hidden data. How a photograph is to be turned (EXIF orientation) is kept, because it would lie on
 * its side without.
 * @throws FileRefused for anything but a whole JPEG, PNG or WebP picture
 */
export function withoutHiddenData(bytes: Buffer): Picture {
  if (bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff)
    return { kind: 'jpeg', bytes: plainJpeg(bytes) };
  if (bytes.subarray(0, 8).equals(PNG)) return { kind: 'png', bytes: plainPng(bytes) };
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return { kind: 'webp', bytes: plainWebp(bytes) };
  throw notAPicture();
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Tables and frames: DQT, SOF0–15, DHT, DAC, DNL, DRI, DHP, EXP. */
const jpegNeeded = (marker: number) =>
  (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xdb && marker <= 0xdf);

function plainJpeg(bytes: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0xff, SOI])];
  let at = 2;
  let turned = 1;
  const headed = parts.length;
  for (;;) {
    if (bytes[at] !== 0xff) throw damaged();
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) throw damaged();
    if (marker === EOI) break;
    if (at + 4 > bytes.length) throw damaged();
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) throw damaged();
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1) turned = orientationIn(segment.subarray(4)) ?? turned;
    if (jpegNeeded(marker) || isColour(marker, segment)) parts.push(segment);
    at = end;
    if (marker !== SOS) continue;
    const scanned = endOfScan(bytes, end);
    parts.push(segment, bytes.subarray(end, scanned));
    at = scanned;
  }
  // Behind the end stand other pictures with data of their own, films, and whatever a program left there.
  parts.push(Buffer.from([0xff, EOI]));
  if (turned !== 1) parts.splice(headed, 0, orientationSegment(turned));
  return Buffer.concat(parts);
}

/** JFIF header without a thumbnail, and Adobe's marker of the colour transform. A colour profile names its device. */
function isColour(marker: number, segment: Buffer): boolean {
  const name = segment.toString('latin1', 4, 16);
  if (marker === 0xe0) return name.startsWith('JFIF\0') && segment.length <= 18;
  return marker === 0xee && name.startsWith('Adobe') && segment.length <= 16;
}

/** Where the compressed data of a scan end: at the next marker that is no stuffing and no restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw damaged();
}

/** The tag Orientation (0x0112) of the first directory of an EXIF segment: 1 to 8. */
function orientationIn(exif: Buffer): number | null {
  if (exif.toString('latin1', 0, 6) !== 'Exif\0\0' || exif.length < 20) return null;
  const tiff = exif.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const two = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let n = 0; n < Math.min(two(start), 200); n += 1) {
    const entry = start + 2 + 12 * n;
    if (two(entry) !== 0x0112) continue;
    const value = two(entry + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An EXIF segment that holds the orientation and nothing else. */
function orientationSegment(value: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(value, 18);
  const head = Buffer.from([0xff, 0xe1, 0, 2 + 6 + tiff.length]);
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pngNeeded = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD']);

function plainPng(bytes: Buffer): Buffer {
  const parts: Buffer[] = [PNG];
  let at = 8;
  for (;;) {
    if (at + 12 > bytes.length) throw damaged();
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) throw damaged();
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw damaged();
    if (pngNeeded.has(kind)) parts.push(bytes.subarray(at, end));
    if (kind === 'IEND') return Buffer.concat(parts);
    at = end;
  }
}

const webpNeeded = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH']);
/** Bits of VP8X that announce a colour profile, EXIF and XMP. */
const WEBP_METADATA = 0b0010_1100;

function plainWebp(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  const whole = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = 12; at + 8 <= whole;) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > whole) throw damaged();
    const kind = bytes.toString('latin1', at, at + 4);
    const part = Buffer.from(bytes.subarray(at, Math.min(end, whole)));
    // Frames of an animation may hold anything; photographs have none.
    if (kind === 'ANMF') throw notAPicture();
    if (kind === 'VP8X' && size >= 1) part[8] = part[8]! & ~WEBP_METADATA;
    if (webpNeeded.has(kind)) parts.push(part);
    at = end;
  }
  if (parts.length === 0) throw damaged();
  const body = Buffer.concat(parts);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}
