import { runNode } from '../child.ts';
import type { Command } from '../command.ts';
import { generate } from '../generate.ts';
import { root } from '../place.ts';
import { complain, say } from '../say.ts';

type Gate = { name: string; remedy: string; passes: (write: boolean) => Promise<boolean> };

const gates: Gate[] = [
  {
    name: 'format',
    remedy: './concert check --write',
    passes: async (write) =>
      (await runNode('node_modules/prettier/bin/prettier.cjs', [
        write ? '--write' : '--check',
        '--log-level=warn',
        '.',
      ])) === 0,
  },
  {
    name: 'lint',
    remedy: 'mend what oxlint names above',
    passes: async () => (await runNode('node_modules/oxlint/bin/oxlint', ['--type-aware', '--quiet'])) === 0,
  },
  {
    name: 'types',
    remedy: 'mend what tsc names above',
    passes: async () => (await runNode('node_modules/typescript/bin/tsc', ['-p', root])) === 0,
  },
  { name: 'generated files', remedy: './concert check --write', passes: generatedAreFresh },
];

export const command: Command = {
  summary: 'check format, lint, types and generated files',
  words: '',
  flags: { write: { type: 'boolean', summary: 'mend format and generated files instead of complaining' } },
  async run({ flags }) {
    let failed = 0;
    for (const gate of gates) {
      if (await gate.passes(flags['write'] === true)) {
        say(`${gate.name}: ok`);
      } else {
        complain(`${gate.name}: wrong (${gate.remedy})`);
        failed += 1;
      }
    }
    return failed === 0 ? 0 : 1;
  },
};

async function generatedAreFresh(write: boolean): Promise<boolean> {
  const stale = await generate(write);
  if (write) return true;
  for (const file of stale) complain(`${file} is not what its generator writes.`);
  return stale.length === 0;
}
