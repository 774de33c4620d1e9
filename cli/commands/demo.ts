import type { Command } from '../command.ts';
import { start, startFlags } from './start.ts';

export const command: Command = {
  summary: 'start Concert with the fictional demo world',
  words: '',
  flags: startFlags,
  run: (call) => start(call, true),
};
