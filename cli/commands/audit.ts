import { headsFrom, verifyAudit } from '../audit.ts';
import { type Command, misuse, textFlag } from '../command.ts';
import { openDatabase } from '../database.ts';
import { dataFlag, placeFrom } from '../place.ts';
import { complain, say } from '../say.ts';

export const command: Command = {
  summary: 'verify that the audit log is whole and unaltered',
  words: 'verify',
  flags: {
    ...dataFlag,
    witness: { type: 'string', value: 'FILE', summary: 'signed tree heads that a witness kept, one a line' },
  },
  async run(call) {
    if (call.words.length !== 1 || call.words[0] !== 'verify') {
      throw misuse('audit', 'It is called ./concert audit verify.');
    }
    const place = placeFrom(call);
    const witness = textFlag(call, 'witness');
    const heads = witness === undefined ? [] : headsFrom(witness);
    const database = await openDatabase(place, { join: true });
    try {
      const verdict = await verifyAudit(database.owner, place.keys, heads);
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
    } finally {
      await database.close();
    }
  },
};
