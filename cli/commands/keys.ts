import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mirrorRecordKeys } from '../../kit/crypto/record-keys.ts';
import { clientKeysAt, ledgerAt } from '../../provider/clients/keeping.ts';
import { type Command, misuse, Refusal } from '../command.ts';
import { dataFlag, placeFrom } from '../place.ts';
import { complain, say } from '../say.ts';
import { mirroredAt } from '../doctor/client-keys.ts';

export const command: Command = {
  summary: "provider's wing: mirror the clients' keys, or print the list of destroyed clients",
  words: 'mirror DIR | destroyed',
  flags: { ...dataFlag },
  async run(call) {
    const [verb, dir, ...rest] = call.words;
    const place = placeFrom(call, 'provider');
    const keys = clientKeysAt(place.inside);
    if (!existsSync(keys))
      throw new Refusal(
        `There are no keys of clients in ${place.inside}.`,
        'Name the place with --data DIR.',
      );
    if (verb === 'mirror' && dir !== undefined && rest.length === 0) {
      const code = await mirror(keys, path.resolve(dir));
      writeFileSync(mirroredAt(place), `${new Date().toISOString()}\n`, { mode: 0o600 });
      return code;
    }
    if (verb === 'destroyed' && dir === undefined) return printDestroyed(ledgerAt(place.inside));
    throw misuse('keys', 'It is called ./concert keys mirror DIR, or ./concert keys destroyed.');
  },
};

async function mirror(keys: string, dir: string): Promise<number> {
  const count = await mirrorRecordKeys(keys, dir);
  say(`${count} keys of clients are in ${dir}; what was destroyed is gone there too.`);
  say('Run it again after every destruction, and keep no other copy: it is a mirror, not an archive.');
  return 0;
}

/** The list alone goes to standard output; it holds random ids and times, nothing of a client. */
function printDestroyed(list: string): number {
  if (existsSync(list)) process.stdout.write(readFileSync(list, 'utf8'));
  complain('Keep this list apart from the backups: a restore needs it.');
  return 0;
}
