/**
 * The key folder: what stands between a stolen database (or backup) and the texts in it. It lies beside the
 * database, never in it, and is backed up apart from it.
 *
 *   kek-1.key, kek-2.key, …   32 random bytes, base64: wrap the records' data keys; the newest one wraps
 *   audit-signing.pem         Ed25519, PKCS#8: signs the audit log's tree heads
 *   audit-signing.pub.pem     its public half, to hand to witnesses
 *   token.key                 32 random bytes, base64: keyed hashes (tokens, blind indexes)
 *
 * The folder is made whole (filled beside its place, then renamed there), so that two processes that start at once
 * agree, and a folder that lacks a file has lost it: then nothing is made up, because a new key would not open what
 * the lost one sealed. No error here quotes a file's content.
 */
import { createHash, createPrivateKey, createPublicKey, createSecretKey } from 'node:crypto';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { KeyFolderError, hasCode, lookAtFolder, readKeyFile, syncFolder } from './folder.ts';

export { KeyFolderError } from './folder.ts';

/** The opened keys. All of them are opaque KeyObjects: printing or JSON-ing this shows no key. */
export type Keys = {
  readonly dir: string;
  /** By name: `kek-1`, `kek-2`, … */
  readonly keks: ReadonlyMap<string, KeyObject>;
  readonly newestKek: string;
  readonly audit: { readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly id: string };
  readonly token: KeyObject;
};

const AUDIT_KEY = 'audit-signing.pem';
const AUDIT_PUBLIC = 'audit-signing.pub.pem';
const TOKEN_KEY = 'token.key';
const KEK_FILE = /^kek-([1-9]\d{0,8})\.key$/;

/** Short name of an Ed25519 public key: the first 16 hex digits of SHA-256 over its SPKI DER form. */
export function publicKeyId(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

function randomKeyText(): string {
  return `${randomBytes(32).toString('base64')}\n`;
}

async function writeKeyFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function fillFolder(dir: string): Promise<void> {
  const pair = generateKeyPairSync('ed25519');
  await writeKeyFile(join(dir, 'kek-1.key'), randomKeyText());
  await writeKeyFile(join(dir, TOKEN_KEY), randomKeyText());
  await writeKeyFile(join(dir, AUDIT_KEY), String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })));
  await writeKeyFile(join(dir, AUDIT_PUBLIC), String(pair.publicKey.export({ type: 'spki', format: 'pem' })));
  await syncFolder(dir);
}

/** Makes the folder in one step. Where another process was faster, its folder stays and ours is thrown away. */
async function createFolder(dir: string): Promise<void> {
  const parent = dirname(dir);
  const draft = join(parent, `.${basename(dir)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
  await mkdir(parent, { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    await fillFolder(draft);
    await rename(draft, dir);
    await syncFolder(parent);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST')) return;
    if (hasCode(error, 'EBUSY') || hasCode(error, 'EXDEV')) {
      throw new KeyFolderError(
        'The key folder is a mount point, and keys cannot be put there in one step.',
        'Name a folder inside the mounted one as the key folder.',
      );
    }
    throw error;
  }
}

function secretFrom(text: string, name: string): KeyObject {
  const line = text.trimEnd();
  const bytes = Buffer.from(line, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== line) throw malformed(name);
  return createSecretKey(bytes);
}

function malformed(name: string): KeyFolderError {
  return new KeyFolderError(
    `The key file ${name} is damaged.`,
    'Restore the key folder from the key backup. Do not delete it: what it sealed would be lost.',
  );
}

function pemFrom(text: string, name: string, half: 'private' | 'public'): KeyObject {
  let key: KeyObject;
  try {
    key = half === 'private' ? createPrivateKey(text) : createPublicKey(text);
  } catch {
    throw malformed(name);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw malformed(name);
  return key;
}

async function readAuditKeys(dir: string): Promise<Keys['audit']> {
  const privateKey = pemFrom(await readKeyFile(dir, AUDIT_KEY), AUDIT_KEY, 'private');
  const kept = pemFrom(await readKeyFile(dir, AUDIT_PUBLIC, 'public'), AUDIT_PUBLIC, 'public');
  const publicKey = createPublicKey(privateKey);
  if (!publicKey.equals(kept)) {
    throw new KeyFolderError(
      'The two halves of the audit signing key do not belong together.',
      `Restore ${AUDIT_KEY} and ${AUDIT_PUBLIC} together from the key backup.`,
    );
  }
  return { privateKey, publicKey, id: publicKeyId(publicKey) };
}

async function readKeks(dir: string): Promise<{ keks: Map<string, KeyObject>; newestKek: string }> {
  const numbers: number[] = [];
  for (const name of await readdir(dir)) {
    const found = KEK_FILE.exec(name);
    if (found?.[1]) numbers.push(Number(found[1]));
  }
  numbers.sort((a, b) => a - b);
  const keks = new Map<string, KeyObject>();
  for (const n of numbers)
    keks.set(`kek-${n}`, secretFrom(await readKeyFile(dir, `kek-${n}.key`), `kek-${n}.key`));
  const newest = numbers.at(-1);
  if (newest === undefined) {
    throw new KeyFolderError(
      'The key folder has lost its wrapping key (kek-1.key).',
      'Restore the key folder from the key backup; a new key would not open what the old one sealed.',
    );
  }
  return { keks, newestKek: `kek-${newest}` };
}

/**
 * Opens the key folder, making it first when it is absent or empty and `create` is set. Safe when several processes
 * start at once.
 * @throws KeyFolderError (sentence and remedy) when it is absent, open to others, incomplete or damaged
 */
export async function openKeys(dir: string, options: { create: boolean }): Promise<Keys> {
  const folder = resolve(dir);
  let state = await lookAtFolder(folder);
  if (state !== 'filled' && options.create) {
    await createFolder(folder);
    state = await lookAtFolder(folder);
  }
  if (state !== 'filled') {
    throw new KeyFolderError(
      'There is no key folder yet, or it is empty.',
      'Restore it from the key backup, or start a new installation, which makes one.',
    );
  }
  const { keks, newestKek } = await readKeks(folder);
  const token = secretFrom(await readKeyFile(folder, TOKEN_KEY), TOKEN_KEY);
  return { dir: folder, keks, newestKek, audit: await readAuditKeys(folder), token };
}

/**
 * Adds the next wrapping key (kek-2, kek-3, …) and opens the folder anew. Older keys stay until every data key has
 * been re-wrapped (`rewrap` in envelope.ts). Of two that add at once both get the same new key.
 */
export async function addKek(dir: string): Promise<Keys> {
  const before = await openKeys(dir, { create: false });
  const name = `kek-${Number(before.newestKek.slice(4)) + 1}.key`;
  const draft = join(before.dir, `.${name}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
  await writeKeyFile(draft, randomKeyText());
  try {
    await link(draft, join(before.dir, name));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(before.dir);
  return openKeys(dir, { create: false });
}
