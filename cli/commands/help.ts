import { type Command, Refusal } from '../command.ts';
import { say } from '../say.ts';
import { commandNamed, commands } from './index.ts';

export const command: Command = {
  summary: 'list the commands, or explain one',
  words: '[COMMAND]',
  flags: {},
  async run({ words }) {
    const [name] = words;
    if (name === undefined) await list();
    else await explain(name);
    return 0;
  },
};

async function list(): Promise<void> {
  say('Concert: the operating system of an anti-human-trafficking task force.');
  say();
  for (const name of Object.keys(commands)) {
    const { words, summary } = await commandNamed(name);
    say(`  ./concert ${`${name} ${words}`.padEnd(22)} ${summary}`);
  }
  say();
  say('./concert help COMMAND explains one with its options.');
}

async function explain(name: string): Promise<void> {
  if (!(name in commands)) throw new Refusal(`There is no command "${name}".`, 'See ./concert help', 2);
  const { words, summary, flags } = await commandNamed(name);
  say(`./concert ${name} ${words}`.trimEnd());
  say(`  ${summary}`);
  const entries = Object.entries(flags);
  if (entries.length > 0) say();
  for (const [flag, { value, summary: meaning }] of entries) {
    say(`  ${`--${flag}${value === undefined ? '' : ` ${value}`}`.padEnd(20)} ${meaning}`);
  }
}
