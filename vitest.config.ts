import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{analysis,kit,taskforce,provider,bridge,portal,web,cli,demo,test,e2e}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/cluster.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // On a shared machine a browser may be starved for longer than any wait; a second try is told in the report.
    retry: process.env['CI'] ? 1 : 0,
    // For what hangs only: a test waits for states, and a busy machine may take minutes to reach them.
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
