import path from 'node:path';
import { openBackup } from '../../kit/backup/read.ts';
import { type Call, type Command, misuse, textFlag } from '../command.ts';
import { dataFlag, placeFrom } from '../place.ts';
import { restoreInto } from '../restore.ts';
import { say } from '../say.ts';
import { namedWing, wingFlag, wingOf } from '../wings.ts';
import type { RestoreBeside } from '../wings/wing.ts';

export const command: Command = {
  summary: 'bring a backup back into an empty place',
  words: 'FILE',
  flags: {
    ...dataFlag,
    ...wingFlag,
    'client-keys': {
      type: 'string',
      value: 'DIR',
      summary: "provider's wing: the mirror of the clients' keys (./concert keys mirror DIR)",
    },
    destroyed: {
      type: 'string',
      value: 'FILE',
      summary:
        "provider's wing: the list of destroyed clients, or none; needed where it is not beside the wing",
    },
    'signed-by': {
      type: 'string',
      value: 'KEY',
      summary: 'refuse a backup that another key signed (16 hex digits)',
    },
  },
  async run(call) {
    const [file] = call.words;
    if (file === undefined || call.words.length > 1)
      throw misuse('restore', 'It is called ./concert restore FILE --data DIR.');
    const wing = await wingOf(namedWing(call, 'restore') ?? 'taskforce');
    const place = placeFrom(call, wing.name);
    const backup = await openBackup(path.resolve(file), textFlag(call, 'signed-by'));
    try {
      say(`The backup of ${backup.manifest.madeAt} is whole and signed by key ${backup.key}.`);
      const restored = await restoreInto(wing, place, backup, besidesOf(call));
      say(`Restored to ${place.dir}: ${restored.rows} rows, ${restored.files} files.`);
      say(`The audit log is whole: ${restored.auditEntries} entries. Everybody signs in again.`);
      if (!restored.withKeys) {
        say(
          `The backup held no secret keys: copy the key folder into ${place.keys} before you start Concert.`,
        );
      }
      return 0;
    } finally {
      await backup.close();
    }
  },
};

function besidesOf(call: Call): RestoreBeside {
  const [keys, destroyed] = [textFlag(call, 'client-keys'), textFlag(call, 'destroyed')];
  return {
    ...(keys === undefined ? {} : { clientKeys: path.resolve(keys) }),
    ...(destroyed === undefined
      ? {}
      : { destroyed: destroyed === 'none' ? 'none' : path.resolve(destroyed) }),
  };
}
