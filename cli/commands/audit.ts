import path from 'node:path';
import type { PoolConfig } from 'pg';
import { exportAuditTo, headsFrom, newestHead, verifyAudit } from '../audit.ts';
import { type Call, type Command, misuse, textFlag } from '../command.ts';
import { openDatabase } from '../database.ts';
import { dataFlag, type Place, placeFrom } from '../place.ts';
import { namedWing, wingFlag } from '../wings.ts';
import { complain, say } from '../say.ts';

export const command: Command = {
  summary: 'verify the audit log, export it, or sign its head for a witness',
  words: 'verify | head | export DIR',
  flags: {
    ...dataFlag,
    ...wingFlag,
    witness: { type: 'string', value: 'FILE', summary: 'signed tree heads that a witness kept, one a line' },
  },
  async run(call) {
    const act = actOf(call);
    const place = placeFrom(call, namedWing(call, 'audit') ?? 'taskforce');
    const database = await openDatabase(place, { join: true });
    try {
      return await act(database.owner, place);
    } finally {
      await database.close();
    }
  },
};

type Act = (owner: PoolConfig, place: Place) => Promise<number>;

function actOf(call: Call): Act {
  const [verb, dir, ...rest] = call.words;
  if (verb === 'verify' && dir === undefined) {
    const witness = textFlag(call, 'witness');
    const heads = witness === undefined ? [] : headsFrom(witness);
    return (owner, place) => verify(owner, place, heads);
  }
  if (verb === 'head' && dir === undefined) return printHead;
  if (verb === 'export' && dir !== undefined && rest.length === 0)
    return (owner, place) => exportTo(owner, place, path.resolve(dir));
  throw misuse('audit', 'It is called ./concert audit verify, head, or export DIR.');
}

async function verify(owner: PoolConfig, place: Place, heads: ReturnType<typeof headsFrom>): Promise<number> {
  const verdict = await verifyAudit(owner, place, heads);
  if (verdict.ok) {
    say(`The audit log is whole: ${verdict.size} entries, root ${verdict.root.toString('hex')}.`);
    say(`Signed up to entry ${verdict.headedTo}; witnessed up to entry ${verdict.witnessedTo}.`);
    return 0;
  }
  complain(
    `concert: the audit log was altered at entry ${verdict.at} (${verdict.kind}). ${verdict.sentence}`,
  );
  complain('  Keep the database as it is, tell the privacy officer, and compare with the latest backup.');
  return 1;
}

/** The head alone goes to standard output, so that it can be sent on; what to do with it, to the terminal. */
async function printHead(owner: PoolConfig, place: Place): Promise<number> {
  const head = await newestHead(owner, place);
  if (head === null) {
    complain('concert: the audit log is empty; there is nothing to sign yet.');
    return 1;
  }
  say(head);
  complain('Hand this line to at least two witnesses outside this installation; they keep it as it is.');
  return 0;
}

async function exportTo(owner: PoolConfig, place: Place, dir: string): Promise<number> {
  const { entries, heads } = await exportAuditTo(owner, place, dir);
  say(`Wrote ${entries} entries and ${heads} signed heads to ${dir}.`);
  say('Its README.txt says how to verify it without Concert.');
  return 0;
}
