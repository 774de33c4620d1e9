import { existsSync } from 'node:fs';
import path from 'node:path';
import { openKeys } from '../../kit/crypto/keys.ts';
import { writeBackup } from '../../kit/backup/write.ts';
import { noteInAudit, programVersion } from '../backup.ts';
import { type Command, textFlag } from '../command.ts';
import { openDatabase, withClient } from '../database.ts';
import { dataFlag, type Place, placeAt, placeFrom } from '../place.ts';
import { complain, say } from '../say.ts';
import { namedWing, wingFlag, wingOf } from '../wings.ts';

export const command: Command = {
  summary: 'write a backup, also while Concert runs',
  words: '',
  flags: {
    ...dataFlag,
    ...wingFlag,
    to: { type: 'string', value: 'FILE', summary: 'the file to write (default: concert-TIME.tar here)' },
    'with-keys': {
      type: 'boolean',
      summary: 'put the secret keys in too: then whoever has the file reads everything',
    },
  },
  async run(call) {
    const wing = await wingOf(namedWing(call, 'backup') ?? 'taskforce');
    const place = placeFrom(call, wing.name);
    const now = new Date();
    const to = path.resolve(
      textFlag(call, 'to') ??
        `concert-${wing.name === 'taskforce' ? '' : `${wing.name}-`}${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.tar`,
    );
    const withKeys = call.flags['with-keys'] === true;
    const keys = await openKeys(place.keys, { create: false });
    const database = await openDatabase(place, { join: true });
    try {
      const { manifest, key } = await writeBackup({
        database: database.owner,
        schemas: wing.schemas,
        files: place.files,
        keys: place.keys,
        signing: keys.audit,
        withKeys,
        to,
        program: programVersion(),
        now,
      });
      await withClient(database.owner, (client) =>
        noteInAudit(client, 'backup', { keys: withKeys ? 'with' : 'without' }),
      );
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const contents = manifest.parts.filter((part) => part.name.startsWith('files/')).length;
      say(`Backup written to ${to}: ${rows} rows, ${contents} files, signed by key ${key}.`);
      tellAboutKeys(withKeys, place.keys);
      tellAboutProvider(place);
      if (manifest.missingFiles.length === 0) return 0;
      complain(
        `concert: ${manifest.missingFiles.length} files that the database names are not in the file store.`,
      );
      complain('  Look for them in an earlier backup; ./concert doctor says more.');
      return 1;
    } finally {
      await database.close();
    }
  },
};

/** A backup is of one wing; whoever makes only the one must know of the other. */
function tellAboutProvider(place: Place): void {
  if (place.wing !== 'taskforce' || !existsSync(placeAt(place.dir, 'provider').keys)) return;
  say("The provider's wing is not in it and has a backup of its own: ./concert backup --wing provider");
}

function tellAboutKeys(withKeys: boolean, keys: string): void {
  if (withKeys) {
    say('It holds the secret keys: keep it locked up, and on an encrypted disk.');
    return;
  }
  say('It does not hold the secret keys, without which sealed fields cannot be read.');
  say(`Keep a copy of ${keys} in another place, apart from the backups.`);
}
