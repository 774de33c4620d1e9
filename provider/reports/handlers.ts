import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import { sealFor } from '../clients/sealing.ts';
import { takeIn } from '../clients/taking-in.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { writeDisclosure } from '../record/disclosing.ts';
import { firstRecipient, type ReportPath, type ReportRecipient } from '../vocabulary/reports.ts';
import type { reportsContract } from './contract.ts';
import { listReports, openWords, previewReport, readReport, reportAt, reportRow } from './reading.ts';
import { addRule, endRule, listRules } from './rule-list.ts';
import { clockOf, dueAt, logged, recipientKindOf, timesInOrder } from './rules.ts';

type All = Handlers<Tables, typeof reportsContract>;
type In<K extends keyof typeof reportsContract> = z.infer<
  NonNullable<(typeof reportsContract)[K]['~orpc']['inputSchema']>
>;
const done = { done: true } as const;

/** Mandated reports and danger: what the law asks for without a client's permission. Nothing here sends anything. */
export function reportsHandlers(house: House): All {
  return {
    list: listReports,
    read: (work, { id }) => readReport(house, work, id),
    preview: (work, input) => previewReport(house, work, input),
    enter: (work, input) => enter(house, work, input),
    made: (work, input) => made(house, work, input),
    notMade: (work, input) => notMade(work, input),
    told: (work, input) => tell(house, work, input),
    rules: (work) => listRules(work),
    addRule,
    endRule,
  };
}

function inOrder(work: Work<Tables>, times: Parameters<typeof timesInOrder>[0]): void {
  const fields = timesInOrder(times, work.now);
  if (fields.length > 0) throw new Problem('refused', { fields });
}

/** Enters a report; who has no record yet gets one by alias in the same moment. */
async function enter(house: House, work: Work<Tables>, input: In<'enter'>) {
  const { path, ruleId, words, made: did, told } = input;
  const foundAt = input.foundAt ?? did?.at ?? work.now.toISOString();
  inOrder(work, { foundAt, madeAt: did?.at, toldAt: told?.at });
  const clientId = 'clientId' in input.who ? input.who.clientId : await newClient(work, input.who);
  await clientRow(work, clientId);
  const hours = ruleId ? await hoursOf(work, ruleId) : undefined;
  const due = dueAt(path, new Date(foundAt), hours);
  const clockId = await runningClock(work, clientId, path, new Date(foundAt), due);
  const id = randomUUID();
  const sealed = await sealFor(house, clientId, reportAt(id), {
    takenBy: did?.takenBy ?? '',
    reference: did?.reference ?? '',
    words,
    toldWords: told?.words ?? '',
  });
  const recipient = input.recipient ?? firstRecipient[path];
  const toldAt = told?.told === 'told' ? (told.at ?? work.now.toISOString()) : null;
  await work.db
    .insertInto('protectiveReports')
    .values({
      id,
      clientId,
      path,
      foundAt,
      dueAt: due,
      ruleId,
      recipient,
      sealed,
      clockId,
      fields: did?.fields ?? [],
      madeAt: did?.at ?? null,
      madeHow: did?.how ?? null,
      told: told?.told ?? 'not_yet',
      toldAt,
    })
    .execute();
  if (did) await log(house, work, { id, clientId, path, clockId }, { recipient, ...did, toldAt });
  return { id, clientId, dueAt: due?.toISOString() ?? null };
}

type NewClient = Extract<In<'enter'>['who'], { alias: string }>;

async function newClient(work: Work<Tables>, { alias, ageGroup }: NewClient): Promise<string> {
  const { id } = await takeIn(work, {
    alias,
    ageGroup,
    intakeOn: work.now.toISOString().slice(0, 10),
    intakeKind: 'new',
    cameBy: 'unknown',
    language: 'und',
    interpreter: 'unknown',
    genderGroup: 'not_said',
    closedCircle: false,
    foreignMinor: 'unknown',
  });
  return id;
}

async function hoursOf({ db }: Work<Tables>, ruleId: string): Promise<number | null> {
  const rule = await db
    .selectFrom('reportRules')
    .select('hours')
    .where('id', '=', ruleId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (!rule)
    throw new Problem('refused', {
      fields: [
        {
          path: 'ruleId',
          problem: 'no_such_rule',
          remedy: 'Choose a rule of your own list for this kind of report.',
        },
      ],
    });
  return rule.hours;
}

/** The deadline of the client that runs for this way; started when it does not run yet. Danger has none. */
async function runningClock(
  { db }: Work<Tables>,
  clientId: string,
  path: ReportPath,
  beganAt: Date,
  due: Date | null,
): Promise<string | null> {
  const kind = clockOf[path];
  if (kind === null || due === null) return null;
  const running = await db
    .selectFrom('clientClocks')
    .select('id')
    .where('clientId', '=', clientId)
    .where('kind', '=', kind)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (running) return running.id;
  const id = randomUUID();
  await db.insertInto('clientClocks').values({ id, clientId, kind, beganAt, dueAt: due }).execute();
  return id;
}

type Report = { id: string; clientId: string; path: ReportPath; clockId: string | null };
type Did = {
  recipient: ReportRecipient;
  at: string;
  fields: string[];
  takenBy: string;
  toldAt: string | null;
};

/** Into the log of who received what, and the deadline is settled. */
async function log(house: House, work: Work<Tables>, report: Report, did: Did): Promise<void> {
  await writeDisclosure(house, work, {
    clientId: report.clientId,
    ...logged[report.path],
    recipientKind: recipientKindOf[did.recipient],
    recipient: did.takenBy,
    fields: did.fields,
    source: report.id,
    at: new Date(did.at),
    toldClientAt: did.toldAt === null ? null : new Date(did.toldAt),
  });
  await settleClock(work, report.clockId, 'done');
}

async function settleClock({ db, now, account }: Work<Tables>, clockId: string | null, outcome: string) {
  if (clockId === null) return;
  await db
    .updateTable('clientClocks')
    .set({ endedAt: now, endedBy: account.id, outcome })
    .where('id', '=', clockId)
    .where('endedAt', 'is', null)
    .execute();
}

/** Changes a report in the version that was seen. @throws Problem conflict, missing */
async function changeReport(work: Work<Tables>, id: string, version: number, set: object): Promise<void> {
  const { numUpdatedRows } = await work.db
    .updateTable('protectiveReports')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  const current = await reportRow(work, id);
  if (current.version === version) throw new Problem('missing');
  throw new Problem('conflict', { data: { current: { version: current.version } } });
}

async function made(house: House, work: Work<Tables>, { id, version, recipient, made: did }: In<'made'>) {
  const row = await reportRow(work, id);
  if (row.madeAt || row.notMade) throw new Problem('already_done');
  inOrder(work, { foundAt: row.foundAt.toISOString(), madeAt: did.at });
  const { takenBy, reference, words } = did;
  const before = await openWords(house, row);
  const sealed = await sealFor(house, row.clientId, reportAt(id), {
    ...before,
    takenBy,
    reference,
    words: [before.words, words].filter((one) => one !== '').join('\n\n'),
  });
  await changeReport(work, id, version, {
    recipient,
    sealed,
    fields: did.fields,
    madeAt: did.at,
    madeHow: did.how,
  });
  const toldAt = row.toldAt?.toISOString() ?? null;
  await log(house, work, row as Report, { recipient, ...did, toldAt });
  return done;
}

async function notMade(work: Work<Tables>, { id, version, reason }: In<'notMade'>) {
  const row = await reportRow(work, id);
  if (row.madeAt || row.notMade) throw new Problem('already_done');
  await changeReport(work, id, version, { notMade: reason });
  await settleClock(work, row.clockId, reason === 'made_by_another' ? 'done_by_another' : 'not_needed');
  return done;
}

async function tell(house: House, work: Work<Tables>, { id, version, told }: In<'told'>) {
  const row = await reportRow(work, id);
  if (row.told === 'told') throw new Problem('already_done');
  inOrder(work, { foundAt: row.foundAt.toISOString(), toldAt: told.at });
  const toldAt = told.told === 'told' ? (told.at ?? work.now.toISOString()) : null;
  const sealed = await sealFor(house, row.clientId, reportAt(id), {
    ...(await openWords(house, row)),
    toldWords: told.words,
  });
  await changeReport(work, id, version, { told: told.told, toldAt, sealed });
  if (toldAt)
    await work.db
      .updateTable('disclosures')
      .set({ toldClientAt: toldAt })
      .where('source', '=', id)
      .where('toldClientAt', 'is', null)
      .execute();
  return done;
}
