/**
 * The bar of the live board: 50 devices, 20 entries a second for ten minutes, the server killed twice, each device cut
 * off for a minute; nothing may be lost. `node bench/board.ts [seconds]` prints one line of JSON.
 */
import { openProgram } from '../test/program.ts';
import { boardProgram } from '../test/board-program.ts';
import { soakBoard } from './board-line.ts';

const seconds = Number(process.argv[2] ?? 600);
const program = await openProgram('board');
try {
  const ready = await boardProgram(program, 50);
  const figures = await soakBoard({
    ...ready,
    rate: 20,
    seconds,
    cutSeconds: Math.min(60, seconds / 4),
    kills: 2,
    kill: async () => {
      await program.killServer();
      await program.start();
    },
  });
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  if (figures.missing + figures.refused + figures.differing > 0) process.exitCode = 1;
} finally {
  await program.close();
}
