import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../taskforce/testing.ts';
import { exportAuditTo, headsFrom, newestHead, verifyAudit } from './audit.ts';
import { placeAt } from './place.ts';

let house: TestHouse;
let dir: string;
const owner = () => house.database.connection();
const place = () => ({ ...placeAt(dir), keys: house.server.keys.dir });
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'concert-audit-'));
  house = await openTestHouse();
});
afterAll(async () => {
  await house.close();
  rmSync(dir, { recursive: true, force: true });
});

test('the head that the command prints is what a witness keeps, and the log verifies against it', async () => {
  await house.person('Ada Admin', ['account_administrator']);
  const head = (await newestHead(owner(), place()))!;
  writeFileSync(join(dir, 'witness.jsonl'), `${head}\n`);
  const heads = headsFrom(join(dir, 'witness.jsonl'));
  const verdict = await verifyAudit(owner(), place(), heads);
  expect(verdict).toMatchObject({ ok: true, witnessedTo: heads[0]!.size });
  expect(await newestHead(owner(), place()), 'nothing new was written').toBe(head);
  await house.person('Ben Beat', ['investigator']);
  expect(await verifyAudit(owner(), place(), heads)).toMatchObject({ ok: true, witnessedTo: heads[0]!.size });
});

test('a file that holds no heads and a folder that holds an export are refused with a remedy', async () => {
  writeFileSync(join(dir, 'nothing.txt'), 'good morning\n');
  expect(() => headsFrom(join(dir, 'nothing.txt'))).toThrow('not a file of signed tree heads');
  await exportAuditTo(owner(), place(), join(dir, 'out'));
  await expect(exportAuditTo(owner(), place(), join(dir, 'out'))).rejects.toMatchObject({
    remedy: 'Name a new folder: ./concert audit export DIR',
  });
});
