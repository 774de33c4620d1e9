import { Refusal } from './command.ts';

/** A line for the person at the terminal. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** A line about what goes wrong. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Tells an error in one sentence and its remedy, and gives the exit code. Errors that carry a remedy
 * (our own kinds) are told as they are; all others are faults of the program, told without the trace
 * unless CONCERT_TRACE=1.
 */
export function tell(error: unknown): number {
  const known = error instanceof Error ? asKnown(error) : undefined;
  if (known !== undefined) {
    complain(`concert: ${known.sentence}`);
    if (known.remedy !== '' && !known.sentence.includes(known.remedy)) complain(`  ${known.remedy}`);
    return error instanceof Refusal ? error.code : 1;
  }
  complain(
    `concert: something went wrong that should not: ${error instanceof Error ? error.message : 'no reason given'}`,
  );
  if (process.env['CONCERT_TRACE'] === '1')
    complain(error instanceof Error ? (error.stack ?? '') : String(error));
  else complain('  Run the same with CONCERT_TRACE=1 for the details, and report it.');
  return 1;
}

function asKnown(error: Error): { sentence: string; remedy: string } | undefined {
  const remedy = (error as { remedy?: unknown }).remedy;
  if (typeof remedy === 'string') return { sentence: error.message, remedy };
  if (error.name === 'MigrationProblem') return { sentence: error.message, remedy: '' };
  return undefined;
}
