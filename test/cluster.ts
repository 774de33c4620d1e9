import type { TestProject } from 'vitest/node';
import { startTestCluster } from '../kit/postgres/testing.ts';

/** Global set-up of the tests: one PostgreSQL server for the whole run. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide('cluster', cluster.address);
  return cluster.stop;
}
