import { parseArgs } from 'node:util';

type Flag = { type: 'boolean' | 'string'; value?: string; summary: string };

/** One command of the launcher: what it is called, what it takes, and what it does. */
export type Command = {
  summary: string;
  /** Positional words as shown in the help, for example `FILE` or `[ROOM…]`; empty if it takes none. */
  words: string;
  flags: Record<string, Flag>;
  /** Resolves with the exit code. */
  run(call: Call): Promise<number>;
};

export type Call = {
  words: string[];
  flags: Record<string, string | boolean | undefined>;
};

/** Something the person at the terminal can mend: one sentence and the remedy. `code` is the exit code. */
export class Refusal extends Error {
  readonly remedy: string;
  readonly code: number;

  constructor(sentence: string, remedy: string, code = 1) {
    super(sentence);
    this.name = 'Refusal';
    this.remedy = remedy;
    this.code = code;
  }
}

/**
 * Reads the words behind the command's name.
 * @throws Refusal (exit code 2) for an unknown flag, a flag without its value, or a word nobody asked for
 */
export function readCall(name: string, command: Command, argv: string[]): Call {
  const options = Object.fromEntries(
    Object.entries(command.flags).map(([flag, { type }]) => [flag, { type }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true, strict: true });
    if (command.words === '' && positionals.length > 0) {
      throw misuse(name, `./concert ${name} takes no word "${positionals[0]}".`);
    }
    return { words: positionals, flags: values };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      throw misuse(name, `./concert ${name} has no option ${/'([^']*)'/.exec(message)?.[1] ?? 'like that'}.`);
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      throw misuse(name, `An option of ./concert ${name} has no value, or one it does not take.`);
    }
    throw error;
  }
}

/** A command called the wrong way. */
export function misuse(name: string, sentence: string): Refusal {
  return new Refusal(sentence, `See ./concert help ${name}`.trim(), 2);
}

/** A port from 1 to 65535 out of a flag. */
export function portFrom(call: Call, name: string, otherwise: number): number {
  const text = call.flags['port'];
  if (text === undefined) return otherwise;
  const port = Number(text);
  if (/^\d{1,5}$/.test(String(text)) && port >= 1 && port <= 65535) return port;
  throw misuse(name, '--port takes a number from 1 to 65535.');
}

/** A flag with a value, or undefined. */
export function textFlag(call: Call, flag: string): string | undefined {
  const value = call.flags[flag];
  return typeof value === 'string' ? value : undefined;
}
