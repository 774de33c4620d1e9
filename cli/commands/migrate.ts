import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { migrateDatabase } from '../migration.ts';
import { dataFlag, makePlace, placeFrom } from '../place.ts';
import { say } from '../say.ts';
import { namedWing, wingFlag, wingOf } from '../wings.ts';

export const command: Command = {
  summary: 'bring the database to the version of this program',
  words: '',
  flags: { ...dataFlag, ...wingFlag },
  async run(call) {
    const wing = await wingOf(namedWing(call, 'migrate') ?? 'taskforce');
    const place = placeFrom(call, wing.name);
    makePlace(place);
    const database = await openDatabase(place, { join: true });
    try {
      const ran = await migrateDatabase(wing, database.owner);
      if (ran.length === 0) say('The database is up to date.');
      else say(`Done: ${ran.join(', ')}`);
      return 0;
    } finally {
      await database.close();
    }
  },
};
