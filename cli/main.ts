import { Refusal, readCall } from './command.ts';
import { commands, commandNamed } from './commands/index.ts';
import { tell } from './say.ts';

/** Runs one command; the exit code is 0 done, 1 it could not be done, 2 it was called the wrong way. */
async function main(argv: string[]): Promise<number> {
  const [name = 'help', ...rest] = argv;
  if (name === '--help' || name === '-h') return main(['help', ...rest]);
  if (rest.includes('--help')) return main(['help', name]);
  if (!(name in commands)) {
    throw new Refusal(`There is no command "${name}".`, 'See ./concert help', 2);
  }
  const command = await commandNamed(name);
  return command.run(readCall(name, command, rest));
}

process.exitCode = await main(process.argv.slice(2)).catch(tell);
