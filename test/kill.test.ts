import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProgram, pause, type Program } from './program.ts';

const rounds = process.env['CONCERT_LONG'] ? 200 : 20;
let program: Program;
let secret = '';
let agencyId = '';

/** What the clients believe: kept outside the program, so that no crash can change it. */
const ledger = new Map<string, { title: string; id: string | null }>();
let writing = true;

beforeAll(async () => {
  program = await openProgram('kill');
  ({ secret, agencyId } = await program.person('Cora Commander', 'commander'));
}, 180_000);

afterAll(async () => {
  writing = false;
  await program.close();
}, 30_000);

/** One client: opens cases one after the other, and asks again with the same key until it has an answer. */
async function client(): Promise<void> {
  while (writing) {
    const key = randomUUID();
    const title = `Ledger ${key}`;
    ledger.set(key, { title, id: null });
    const body = JSON.stringify({
      title,
      type: 'labor',
      originRoute: 'community_tip_about_another',
      leadAgencyId: agencyId,
      strands: [
        { label: 'Site', kind: 'location' },
        { label: 'Accounts', kind: 'financial' },
      ],
    });
    for (;;) {
      const answer = await fetch(`${program.url}/api/cases/open`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${secret}`,
          'idempotency-key': key,
        },
        body,
        signal: AbortSignal.timeout(10_000),
      }).catch(() => null);
      if (answer?.ok) {
        const text = await answer.json().catch(() => null);
        if (text) {
          ledger.get(key)!.id = (text as { id: string }).id;
          break;
        }
      } else if (answer && answer.status < 500)
        throw new Error(`refused: ${answer.status} ${await answer.text()}`);
      if (!writing) return;
      await pause(50);
    }
  }
}

const acknowledgedNow = () => [...ledger.values()].filter((entry) => entry.id !== null).length;

test(
  `${rounds} kills of server and database at random moments: nothing acknowledged is lost, doubled or half done`,
  { timeout: 1_200_000 },
  async () => {
    const clients = Array.from({ length: 6 }, () => client());
    const refusals = Promise.all(clients).catch((error: unknown) => error);
    for (let round = 0; round < rounds; round++) {
      const enough = round % 2 === 0 ? acknowledgedNow() + 12 : 0;
      await pause(100 + Math.floor(Math.random() * 900));
      // On a busy machine a moment more every other round, so that there is something to lose.
      for (let i = 0; i < 600 && acknowledgedNow() < enough; i++) await pause(100);
      const victim = round % 3;
      if (victim !== 0) program.killDatabase();
      if (victim !== 1) {
        await program.killServer();
        await program.start();
      }
    }
    await pause(1_500);
    writing = false;
    expect(await refusals).toHaveLength(6);
    const acknowledged = [...ledger.values()].filter((e) => e.id !== null);
    expect(acknowledged.length).toBeGreaterThan(rounds * 5);
    await program.owner(async (sql) => {
      const { rows } = await sql.query<{
        id: string;
        title: string;
        strands: number;
        transitions: number;
        members: number;
        entries: number;
      }>(
        `select c.id, c.title, (select count(*)::int from taskforce.strands s where s.case_id = c.id) as strands,
         (select count(*)::int from taskforce.phase_transitions t where t.case_id = c.id) as transitions,
         (select count(*)::int from taskforce.case_members m where m.case_id = c.id) as members,
         (select count(*)::int from kit.audit_entries e where e.action = 'insert' and e.subject_table = 'cases' and e.subject_ids = array[c.id]) as entries
       from taskforce.cases c`,
      );
      const held = new Map(rows.map((r) => [r.id, r]));
      expect(
        acknowledged.filter((e) => held.get(e.id!)?.title !== e.title),
        'lost',
      ).toEqual([]);
      expect(rows.length - new Set(rows.map((r) => r.title)).size, 'doubled').toBe(0);
      expect(
        rows.filter((r) => r.strands !== 2 || r.transitions < 2 || r.members !== 1 || r.entries !== 1),
        'half done',
      ).toEqual([]);
    });
    const verdict = await program.command('audit', 'verify');
    expect(verdict).toMatch(/The audit log is whole/);
  },
);
