import { existsSync } from 'node:fs';
import { verifyAudit } from '../audit.ts';
import type { Command } from '../command.ts';
import { type Database, isExternal, openDatabase, withClient } from '../database.ts';
import { checkBridge } from '../doctor/bridge.ts';
import { checkClientKeys } from '../doctor/client-keys.ts';
import { databaseChecks } from '../doctor/database.ts';
import { type Finding, ok, wrong } from '../doctor/finding.ts';
import { checkDisk, checkKeys, checkNode } from '../doctor/machine.ts';
import { dataFlag, type Place, placeFrom } from '../place.ts';
import { say } from '../say.ts';
import { namedWing, type Wing, wingFlag, wingOf } from '../wings.ts';

export const command: Command = {
  summary: 'say what is wrong with an installation',
  words: '',
  flags: { ...dataFlag, ...wingFlag, json: { type: 'boolean', summary: 'the same as JSON' } },
  async run(call) {
    const wing = await wingOf(namedWing(call, 'doctor') ?? 'taskforce');
    const place = placeFrom(call, wing.name);
    const findings = [
      checkNode(),
      checkDisk(place),
      ...(await checkKeys(place)),
      ...(wing.name === 'provider' ? checkClientKeys(place) : []),
      ...(await aboutDatabase(wing, place)),
    ];
    if (call.flags['json'] === true) say(JSON.stringify(findings, null, 2));
    else for (const finding of findings) say(lineOf(finding));
    return findings.some((finding) => finding.state === 'wrong') ? 1 : 0;
  },
};

async function aboutDatabase(wing: Wing, place: Place): Promise<Finding[]> {
  if (!isExternal(place.wing) && !existsSync(place.database)) return [];
  let database: Database;
  try {
    database = await openDatabase(place, { join: true });
  } catch (error) {
    return [asFinding('database', error)];
  }
  try {
    const findings = await withClient(database.owner, async (client) => {
      const all: Finding[] = [];
      for (const check of databaseChecks) {
        const found = await check(client, database, wing).catch((error: unknown) => [
          asFinding(check.name, error),
        ]);
        all.push(...found);
      }
      const bridge = checkBridge(client, place).catch((error: unknown) => [asFinding('bridge', error)]);
      return [...all, ...(await bridge)];
    });
    return [...findings, await auditFinding(database, place)];
  } finally {
    await database.close();
  }
}

async function auditFinding(database: Database, place: Place): Promise<Finding> {
  try {
    const verdict = await verifyAudit(database.owner, place);
    if (verdict.ok)
      return ok('audit', `The audit log is whole: ${verdict.size} entries, signed up to ${verdict.headedTo}`);
    return wrong(
      'audit',
      `The audit log was altered at entry ${verdict.at}: ${verdict.sentence}`,
      'Keep the database as it is, tell the privacy officer, and compare with the latest backup.',
    );
  } catch (error) {
    return asFinding('audit', error);
  }
}

/** A check that could not be made is something wrong itself. */
function asFinding(check: string, error: unknown): Finding {
  const sentence = error instanceof Error ? error.message : 'This could not be checked.';
  const remedy = (error as { remedy?: unknown }).remedy;
  return wrong(check, sentence, typeof remedy === 'string' ? remedy : 'Mend what is named above first.');
}

function lineOf({ check, state, sentence, remedy }: Finding): string {
  return `${state.padEnd(5)} ${check.padEnd(18)} ${sentence}${remedy === undefined ? '' : `\n${' '.repeat(25)}${remedy}`}`;
}
