import { afterAll, beforeAll, expect, test } from 'vitest';
import { soakBoard } from '../bench/board-line.ts';
import { boardProgram } from './board-program.ts';
import { openProgram, type Program } from './program.ts';

const long = process.env['CONCERT_LONG'] !== undefined;
let program: Program;

beforeAll(async () => {
  program = await openProgram('board');
}, 180_000);
afterAll(() => program.close(), 120_000);

test(
  'a server killed twice and every phone cut off once: no entry is lost, and every phone shows the same board',
  { timeout: 900_000 },
  async () => {
    const ready = await boardProgram(program, long ? 50 : 12);
    const figures = await soakBoard({
      ...ready,
      rate: long ? 20 : 8,
      seconds: 60,
      cutSeconds: 6,
      kills: 2,
      kill: async () => {
        await program.killServer();
        await program.start();
      },
    });
    expect(figures.written).toBeGreaterThan(100);
    expect(figures).toMatchObject({ missing: 0, refused: 0, differing: 0 });
    // Once each, whatever was sent how often.
    const kept = await program.owner(async (client) =>
      client.query('select count(*)::int as n, max(sequence)::int as last from taskforce.operation_entries'),
    );
    expect(kept.rows[0]).toEqual({ n: figures.written, last: figures.written });
    expect(await program.command('audit', 'verify')).toMatch(/The audit log is whole/);
  },
);
