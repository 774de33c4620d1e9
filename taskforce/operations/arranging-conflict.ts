import type { Person, TestHouse } from '../testing.ts';

// For tests: conflicts of the real deconfliction room around one operation.

let places = 0;

/** Puts the scene of an operation where nothing else is planned; triggers compare it from then on. */
export async function placeApart(house: TestHouse, operationId: string): Promise<void> {
  places += 1;
  await house.owner.query(
    `update taskforce.operation_places set lat = $2, lon = -87 where operation_id = $1 and kind = 'scene'`,
    [operationId, 30 + places * 0.2],
  );
}

/** A regional system answered for the time and place as they are planned now. */
export async function handOff(house: TestHouse, who: Person, operationId: string): Promise<void> {
  const { body } = await house.call(who, 'deconfliction.ofOperation', { operationId });
  await house.call(who, 'deconfliction.recordHandoff', {
    id: body.entry.id,
    system: 'RISSafe',
    state: 'answered',
    reference: 'RS-4471',
    result: 'no_conflict',
    reason: null,
  });
}

/** Another agency plans something at the same hours, at the scene or ten kilometers from it. Refusals are no news. */
export async function rival(
  house: TestHouse,
  neighbor: Person,
  operationId: string,
  near: boolean,
): Promise<void> {
  const { rows } = await house.owner.query(
    `select o.planned_from, o.planned_until, p.lat, p.lon from taskforce.operations o
     join taskforce.operation_places p on p.operation_id = o.id and p.kind = 'scene' where o.id = $1`,
    [operationId],
  );
  const [scene] = rows;
  await house.call(neighbor, 'deconfliction.enterEvent', {
    activity: 'controlled_buy',
    from: scene.planned_from.toISOString(),
    until: scene.planned_until.toISOString(),
    place: 'Round the corner',
    lat: scene.lat + (near ? 0.001 : 0.09),
    lon: scene.lon,
    phone: '312-555-0144',
  });
}

export type Solving = 'our side' | 'their side' | 'coordinator';

/** One side says how its open conflicts were solved, or a coordinator settles them. */
export async function solve(
  house: TestHouse,
  who: { ours: Person; theirs: Person; coordinator: Person },
  operationId: string,
  how: Solving,
): Promise<void> {
  const { body } = await house.call(who.ours, 'deconfliction.ofOperation', { operationId });
  const open = body.conflicts.filter(({ state }: { state: string }) => state === 'open');
  for (const { id, entryId } of open) {
    if (how === 'our side')
      await house.call(who.ours, 'deconfliction.answer', { id, entryId, answer: 'agreed' });
    if (how === 'their side') {
      const mine = await house.call(who.theirs, 'deconfliction.mine');
      const told = mine.body.conflicts.find((one: { id: string }) => one.id === id);
      if (told)
        await house.call(who.theirs, 'deconfliction.answer', { id, entryId: told.entryId, answer: 'agreed' });
    }
    if (how === 'coordinator')
      await house.call(who.coordinator, 'deconfliction.settle', {
        id,
        answer: 'separated',
        reason: 'Both were called; they go one after the other.',
      });
  }
}

/**
 * What is true of the conflicts of an operation, asked of the tables of deconfliction and of the plan, not of its
 * functions: how many are open, and whether what was compared is what is planned now.
 */
export async function conflictTruth(
  house: TestHouse,
  operationId: string,
): Promise<{ open: number; compared: boolean }> {
  const { rows } = await house.owner.query(
    `select (select count(*)::int from taskforce.deconfliction_conflicts c
        where e.id in (c.left_id, c.right_id) and c.state = 'open' and not exists (
          select from taskforce.deconfliction_entries s where s.id in (c.left_id, c.right_id) and s.id <> e.id and s.silent = 'approved')) as open,
      coalesce(e.checked_at is not null and e.state = 'live' and (
        select bool_and(s.lat = p.lat and s.lon = p.lon and lower(s.during) = o.planned_from and upper(s.during) = o.planned_until) and count(*) > 0
        from taskforce.deconfliction_spots s, taskforce.operation_places p
        where s.entry_id = e.id and p.operation_id = o.id and p.kind = 'scene'), false) as compared
     from taskforce.operations o join taskforce.deconfliction_entries e on e.operation_id = o.id and e.subject = 'operation'
     where o.id = $1`,
    [operationId],
  );
  return rows[0] ?? { open: 0, compared: false };
}

/** What is compared lies in time too: it moves with a clock that runs ahead. */
export async function clockOfConflicts(house: TestHouse, ahead: string): Promise<void> {
  await house.owner.query(
    `update taskforce.deconfliction_spots set during = tstzrange(lower(during) - $1::interval, upper(during) - $1::interval),
       watch = tstzrange(lower(watch) - $1::interval, upper(watch) - $1::interval, '[]')`,
    [ahead],
  );
  await house.owner.query(
    `update taskforce.deconfliction_entries set from_at = from_at - $1::interval, until_at = until_at - $1::interval where subject = 'event'`,
    [ahead],
  );
}
