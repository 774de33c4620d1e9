import type { Command } from '../command.ts';
import { say } from '../say.ts';
import { build } from '../web.ts';

export const command: Command = {
  summary: 'build the web application',
  words: '',
  flags: {},
  async run() {
    await build();
    say('The web application is built.');
    return 0;
  },
};
