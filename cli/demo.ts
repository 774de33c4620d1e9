import type { PoolConfig } from 'pg';
import type { Place } from './place.ts';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './command.ts';
import { root } from './place.ts';

type Demo = {
  /** Makes the fictional world unless it is there already, through the same operations that people use. */
  makeWorld(options: {
    database: PoolConfig;
    keys: string;
    files: string;
    log: (line: string) => void;
  }): Promise<void>;
};

/** Fills an installation with the demo world. */
export async function fillDemo(database: PoolConfig, place: Place): Promise<void> {
  const file = path.join(root, 'demo/world.ts');
  if (!existsSync(file)) {
    throw new Refusal(
      'This version of Concert does not have the demo world yet.',
      'Run ./concert start without --demo.',
    );
  }
  const demo = (await import(file)) as Demo;
  await demo.makeWorld({
    database,
    keys: place.keys,
    files: place.files,
    log: (line) => process.stdout.write(`${line}\n`),
  });
}
