import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { publicKeyId } from '../crypto/keys.ts';
import { BackupProblem } from './problem.ts';

/** One file in the backup: its name, length and SHA-256 in hex. */
export type Part = { name: string; bytes: number; sha256: string };

export type TableInBackup = {
  schema: string;
  name: string;
  columns: string[];
  rows: number;
  parts: string[];
};

export type SequenceInBackup = { schema: string; name: string; value: string; called: boolean };

/** The last entry but one of a backup: what is in it, and what it must add up to. */
export type Manifest = {
  format: 'concert backup';
  version: 1;
  /** UTC. */
  madeAt: string;
  program: string;
  postgres: string;
  /** Names of the migrations that had been run, in their order. */
  migrations: string[];
  tables: TableInBackup[];
  sequences: SequenceInBackup[];
  /** End of the audit chain in the same snapshot as the rows; null if the database keeps none. */
  auditEnd: { entries: string; hash: string } | null;
  /** Contents that the database names and the file store did not hold, by SHA-256. */
  missingFiles: string[];
  /** Whether the secret keys are in the backup. */
  withKeys: boolean;
  parts: Part[];
};

/** The very last entry: who vouches for the manifest. */
export type Signature = { key: string; publicKey: string; signature: string };

const CONTEXT = 'concert backup manifest v1\n';

/** Signs the manifest's bytes with the audit key (Ed25519). */
export function signManifest(
  bytes: Buffer,
  keys: { privateKey: KeyObject; publicKey: KeyObject },
): Signature {
  return {
    key: publicKeyId(keys.publicKey),
    publicKey: String(keys.publicKey.export({ type: 'spki', format: 'pem' })),
    signature: sign(null, Buffer.concat([Buffer.from(CONTEXT), bytes]), keys.privateKey).toString('base64'),
  };
}

/**
 * Checks the signature and gives the name of the key. It says only that the holder of that key made the
 * manifest: whose key it is must be known from elsewhere (`signedBy`, 16 hex digits).
 * @throws BackupProblem
 */
export function checkSignature(bytes: Buffer, signature: Signature, signedBy?: string): string {
  const publicKey = createPublicKey(signature.publicKey);
  const signed = Buffer.concat([Buffer.from(CONTEXT), bytes]);
  const holds = verify(null, signed, publicKey, Buffer.from(signature.signature, 'base64'));
  if (!holds || publicKeyId(publicKey) !== signature.key) {
    throw new BackupProblem('The backup was altered: its signature does not fit.', 'Use another copy of it.');
  }
  if (signedBy !== undefined && signedBy !== signature.key) {
    throw new BackupProblem(
      `The backup is signed by the key ${signature.key}, not by ${signedBy}.`,
      'Use a backup of the installation that holds that key.',
    );
  }
  return signature.key;
}
