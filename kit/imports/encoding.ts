import type { Source } from './source.ts';
import { head } from './source.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The encoding of a text and how it is known: by its `mark`, by its `content`, or only as the best `guess`. */
export interface EncodingFound {
  encoding: Encoding;
  by: 'mark' | 'content' | 'guess';
}

/**
 * Finds the encoding: byte order mark; else zero bytes in every second place (UTF-16); else UTF-8 when the whole
 * text is valid UTF-8; else Windows-1252, what Excel writes as "CSV" in the United States. The last is a guess,
 * since every byte sequence is valid Windows-1252: the person importing is told to look at accented letters.
 */
export async function findEncoding(source: Source): Promise<EncodingFound> {
  const start = await head(source, 4096);
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { encoding: 'utf-8', by: 'mark' };
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: 'utf-16le', by: 'mark' };
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: 'utf-16be', by: 'mark' };
  const zeros = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > start.length * 0.3 && even === 0) return { encoding: 'utf-16le', by: 'content' };
  if (even > start.length * 0.3 && odd === 0) return { encoding: 'utf-16be', by: 'content' };
  if (await isUtf8(source)) return { encoding: 'utf-8', by: 'content' };
  return { encoding: 'windows-1252', by: 'guess' };
}

async function isUtf8(source: Source): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const part of source.open()) decoder.decode(part, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text of a source, in pieces, without its byte order mark. */
export async function* textOf(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const part of source.open()) {
    const text = decoder.decode(part, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
