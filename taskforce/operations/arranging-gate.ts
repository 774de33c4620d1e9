import type { Person, TestHouse } from '../testing.ts';

/** For tests: the people that plan, sign and run an operation. */
export type Crew = {
  detective: Person;
  commander: Person;
  second: Person;
  prosecutor: Person;
  analyst: Person;
};

export async function makeCrew(house: TestHouse): Promise<Crew> {
  return {
    detective: await house.person('Dan Detective', ['investigator']),
    commander: await house.person('Carla Commander', ['commander']),
    second: await house.person('Cyrus Commander', ['commander']),
    prosecutor: await house.person('Paula Prosecutor', ['prosecutor']),
    analyst: await house.person('Ana Analyst', ['analyst']),
  };
}

/** Calls a procedure of operations that is to work. */
export async function ask(house: TestHouse, person: Person, procedure: string, input: unknown): Promise<any> {
  const { status, body } = await house.call(person, `operations.${procedure}`, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Problems of a refused procedure, as `field: problem`. */
export async function refusals(
  house: TestHouse,
  person: Person,
  procedure: string,
  input: unknown,
): Promise<string[]> {
  const { status, body } = await house.call(person, `operations.${procedure}`, input);
  if (status === 200) return [];
  const fields = (body.data?.fields ?? []) as { path: string; problem: string }[];
  return fields.length > 0 ? fields.map(({ path, problem }) => `${path}: ${problem}`) : [String(status)];
}

/**
 * Answers for deconfliction in the test database: whether the check is current, and how many conflicts are open. The
 * regional systems know it.
 */
export async function deconflict(house: TestHouse, current: boolean, open = 0): Promise<void> {
  await house.owner.query(
    `create or replace function taskforce.conflict_check_current(operation uuid) returns boolean language sql stable as 'select ${String(current)}'`,
  );
  await house.owner.query(
    `create or replace function taskforce.handoff_current(operation uuid) returns boolean language sql stable as 'select true'`,
  );
  await house.owner.query(
    `create or replace function taskforce.open_conflicts(operation uuid) returns integer language sql stable as 'select ${String(open)}'`,
  );
}

const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();

/** An operation whose plan has what the gate asks of plans; victims and minors foreseen unless said otherwise. */
export async function planned(
  house: TestHouse,
  by: Person,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { id } = await ask(house, by, 'open', {
    title: 'Recovery at a motel',
    kind: 'recovery',
    type: 'sex',
    plannedFrom: hours(24),
    plannedUntil: hours(30),
    victimsForeseen: 'yes',
    minorsPossible: 'yes',
    languages: ['es', 'en'],
    objective: 'Find the person',
    ...more,
  });
  const parts = [
    `insert into taskforce.operation_places (operation_id, kind, label, address) values ($1, 'scene', 'Motel', '1 Elm Street'),
      ($1, 'interview', 'Library', '2 Oak Street'), ($1, 'service_staging', 'Parish hall', '3 Ash Street')`,
    `insert into taskforce.operation_stages (operation_id, place, name, go_criteria, abort_criteria)
      values ($1, 1, 'Entry', 'Everybody in place', 'A weapon is seen')`,
    `insert into taskforce.operation_posts (operation_id, account_id, agency_id, role, place_kind, contact)
      select $1, null, a.id, 'commander_on_scene', 'command', '555-0142' from kit.agencies a limit 1`,
    `insert into taskforce.operation_authorities (operation_id, kind, covers, issued_at, expires_at)
      values ($1, 'search_warrant', 'Rooms 10 to 14', now() - interval '1 day', now() + interval '9 days')`,
    `insert into taskforce.operation_interpreters (operation_id, language, person_name, mode, conflict, checked_by, checked_at)
      values ($1, 'es', 'Language line', 'telephone', 'not_checked', null, null)`,
  ];
  for (const text of parts) await house.owner.query(text, [id]);
  await house.as(by, 'write', (work) =>
    work.db
      .updateTable('operationInterpreters')
      .set({ conflict: 'clear' })
      .where('operationId', '=', id)
      .execute(),
  );
  return id;
}

/** A provider without an installation, told by a person and ready. */
export async function standsBy(house: TestHouse, by: Person, operationId: string): Promise<string> {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.providers (name) values ('Safe Harbor ' || gen_random_uuid()) returning id`,
  );
  const place = await house.owner.query<{ id: string }>(
    `select id from taskforce.operation_places where operation_id = $1 and kind = 'service_staging'`,
    [operationId],
  );
  const { id } = await ask(house, by, 'addStandby', {
    operationId,
    providerId: rows[0]!.id,
    contact: 'Duty advocate',
    phone: '555-0143',
    stagingPlaceId: place.rows[0]!.id,
  });
  await ask(house, by, 'tellStandby', {
    id,
    version: 1,
    how: 'phone',
    whom: 'Duty advocate',
    at: new Date(Date.now() - 1000).toISOString(),
    answer: 'ready',
  });
  return id;
}

/** Settles, with evidence, every item of the gate that a person settles. */
export async function settleAll(house: TestHouse, by: Person, operationId: string): Promise<void> {
  const { items } = await ask(house, by, 'gate', { operationId });
  for (const one of items)
    if (one.state === 'open' && one.critical && one.by !== 'record')
      await ask(house, by, 'settleItem', {
        operationId,
        item: one.item,
        version: one.version,
        state: 'done',
        evidence: 'Annex 2, read and agreed',
      });
}

/** Asks for approval and signs with whoever is still wanted. */
export async function approve(house: TestHouse, crew: Crew, operationId: string): Promise<void> {
  const { version } = await ask(house, crew.detective, 'approval', { operationId });
  await ask(house, crew.detective, 'askApproval', { operationId, version });
  for (const person of [crew.commander, crew.prosecutor]) {
    const { state, revision } = await ask(house, person, 'approval', { operationId });
    if (state !== 'approved') await ask(house, person, 'sign', { operationId, revision });
  }
}

/** An operation that could start. */
export async function ready(
  house: TestHouse,
  crew: Crew,
  more: Record<string, unknown> = {},
): Promise<string> {
  await deconflict(house, true);
  const id = await planned(house, crew.detective, more);
  await standsBy(house, crew.detective, id);
  await settleAll(house, crew.detective, id);
  await approve(house, crew, id);
  return id;
}
