import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '../contract.ts';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeVictim } from './arranging.ts';

let house: TestHouse;
let ines: Person;
let vera: Person;
let cora: Person;
let ana: Person;
let dora: Person;
let caseId: string;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Investigator', ['investigator']);
  vera = await house.person('Vera Specialist', ['victim_specialist']);
  cora = await house.person('Cora Commander', ['commander']);
  ana = await house.person('Ana Analyst', ['analyst']);
  dora = await house.person('Dora Colleague', ['investigator']);
  caseId = (await arrangeCase(house, ines, { members: [ines, vera, ana] })).id;
});
afterAll(() => house.close());

const identity = {
  name: 'Quilla Zephyrmark',
  otherNames: ['Xantara Quobble'],
  bornOn: '2001-04-05',
  papers: 'Card ZQ-7755191',
  whereabouts: 'Behind the Wexcombe mill',
};
const details = {
  address: '773-555-0188',
  codeWord: 'marigold-kestrel',
  heed: 'A cousin named Jorvanik answers',
};
const markers = [
  'Zephyrmark',
  'Quobble',
  '7755191',
  'Wexcombe',
  '555-0188',
  'marigold-kestrel',
  'Jorvanik',
  '2001-04-05',
];
const fields = (answer: { body: any }) =>
  answer.body.data.fields.map((one: any) => `${one.path} ${one.problem}`);

async function sealed(more: Record<string, unknown> = {}) {
  const victim = await arrangeVictim(house, ines, caseId, more);
  await house.call(ines, 'victims.sealIdentity', { id: victim.id, version: 0, identity });
  return victim;
}
const open = (person: Person, id: string, part = 'identity', reason = 'contact_needed') =>
  house.call(person, 'victims.unmask', { id, part, reason });
const addChannel = async (id: string, over: object = {}) =>
  (
    await house.call(vera, 'victims.addChannel', {
      id,
      kind: 'phone',
      safety: 'safe',
      saidOn: '2026-01-12',
      details,
      ...over,
    })
  ).body.id as string;

test('an identity opens to members of the case alone, with both factors and a reason, and is listed with the victim', async () => {
  const { id } = await sealed();
  expect((await open(ana, id)).status).toBe(403);
  expect(fields(await open(cora, id))).toEqual(['id not_a_member']);
  expect(fields(await open(dora, id))).toEqual(['id not_a_member']);
  expect((await open(ines, id, 'identity', 'curious')).status).toBe(400);
  await house.owner.query(
    `update kit.sessions set stepped_up_at = now() - interval '11 minutes' where account_id = $1`,
    [vera.id],
  );
  expect((await open(vera, id)).body.code).toBe('step_up_needed');
  await house.owner.query('update kit.sessions set stepped_up_at = now() where account_id = $1', [vera.id]);
  const opened = await open(vera, id, 'identity', 'rights_notice');
  expect(opened.body.identity).toEqual(identity);
  const page = (await house.call(ines, 'victims.read', { id })).body;
  expect(page.unmaskings).toMatchObject([
    { part: 'identity', reason: 'rights_notice', by: { name: 'Vera Specialist' }, closedAt: null },
  ]);
  const { rows } = await house.owner.query(
    `select account_id, detail::text, scope_table from kit.audit_entries where action = 'unmask' and scope_id = $1`,
    [id],
  );
  expect(rows).toEqual([
    {
      account_id: vera.id,
      detail: '{"part" : "identity", "reason" : "rights_notice"}',
      scope_table: 'victims',
    },
  ]);
});

test('what was opened stays open for fifteen minutes in that session, or until it is closed', async () => {
  const { id } = await sealed();
  const look = async (person: Person) =>
    (await house.call(person, 'victims.unmasked', { id, part: 'identity' })).body;
  expect(await look(ines)).toMatchObject({ until: null, identity: null });
  const minutes = (Date.parse((await open(ines, id)).body.until) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThanOrEqual(15.1);
  expect((await look(ines)).identity).toEqual(identity);
  expect((await look(vera)).identity).toBeNull();
  await house.call(ines, 'victims.mask', { id });
  expect((await look(ines)).identity).toBeNull();
  await open(ines, id);
  await house.owner.query(
    `update taskforce.victim_unmaskings set ends_at = now() - interval '1 second' where victim_id = $1`,
    [id],
  );
  expect((await look(ines)).identity).toBeNull();
});

test('an identity is overwritten only by somebody who has it open, and a code name never holds a part of it', async () => {
  const { id } = await sealed({ codeName: 'Basalt Wharf' });
  const write = (over: object) =>
    house.call(ines, 'victims.sealIdentity', { id, version: 1, identity, ...over });
  expect(fields(await write({}))).toEqual(['identity not_open']);
  await open(ines, id, 'identity', 'correct_record');
  expect((await write({})).body.version).toBe(2);
  expect((await write({})).status).toBe(409);
  expect((await write({ version: 2, identity: { ...identity, name: 'Ann Field' } })).body.version).toBe(3);
  expect(fields(await write({ version: 3, identity: { ...identity, otherNames: ['Básalt'] } }))).toEqual([
    'identity.name tells_name',
  ]);
});

test('the sealed values are in no grant, in no history, and open in no other place', async () => {
  const { id } = await sealed();
  const channel = await addChannel(id);
  for (const person of [ines, vera, cora, ana]) {
    for (const [table, column] of [
      ['victimIdentities', 'identitySealed'],
      ['victimChannels', 'detailsSealed'],
    ] as const)
      await expect(
        house.as(person, 'read', (work) =>
          work.db
            .selectFrom(table)
            .select(column as never)
            .execute(),
        ),
      ).rejects.toMatchObject({ code: 'missing' });
  }
  await open(ines, id, 'identity', 'correct_record');
  await house.call(ines, 'victims.sealIdentity', { id, version: 1, identity: { ...identity, papers: '' } });
  const { rows } = await house.owner.query(
    `select before::text from kit.record_versions where subject_table in ('victim_identities', 'victim_channels')`,
  );
  expect(rows).toEqual([]);
  const other = await sealed();
  await house.owner.query(
    `alter table taskforce.victim_identities disable trigger guard_identity;
     update taskforce.victim_identities set identity_sealed = (select identity_sealed from taskforce.victim_identities where victim_id = '${id}') where victim_id = '${other.id}';
     alter table taskforce.victim_identities enable trigger guard_identity`,
  );
  expect((await open(ines, other.id)).status).toBe(500);
  expect(channel).toBeTruthy();
});

test('an unsafe way to a victim never opens, is never chosen, and becomes usable only with the victim’s reason', async () => {
  const { id } = await sealed();
  const safe = await addChannel(id, { leaveMessage: false });
  const unsafe = await addChannel(id, { safety: 'unsafe', details: { ...details, address: '773-555-0199' } });
  const contact = (channelId: string, outcome = 'reached') =>
    house.call(ines, 'victims.recordContact', {
      id,
      channelId,
      kind: 'phone',
      outcome,
      happenedAt: '2026-01-13T15:00:00Z',
    });
  const opened = (await open(ines, id, 'contact')).body;
  expect(opened.contact).toEqual([{ id: safe, details }]);
  expect(fields(await contact(unsafe))).toEqual(['channelId unsafe_channel']);
  await expect(
    house.as(ines, 'write', (work) =>
      work.db
        .insertInto('victimContacts')
        .values({
          victimId: id,
          caseId,
          channelId: unsafe,
          kind: 'phone',
          outcome: 'reached',
          happenedAt: new Date(),
        })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused' });
  expect(fields(await contact(safe, 'message_left'))).toEqual(['outcome no_message']);
  expect((await contact(safe)).status).toBe(200);
  const page = (await house.call(ines, 'victims.read', { id })).body;
  expect(page.channels.map((one: any) => [one.id, one.mayBeChosen])).toEqual([
    [safe, true],
    [unsafe, false],
  ]);
  expect(page.lastContactAt).toBe('2026-01-13T15:00:00.000Z');
  const again = (over: object) =>
    house.call(vera, 'victims.changeChannel', {
      id: unsafe,
      version: 1,
      safety: 'safe',
      saidOn: '2026-02-01',
      ...over,
    });
  expect(fields(await again({}))).toEqual(['reason reason_needed']);
  expect((await again({ reason: 'She has a new number under her own name now.' })).status).toBe(200);
  expect((await contact(unsafe)).status).toBe(200);
});

/** Every answer a person can get by asking for something with a word in it, and every list they can read. */
async function everyDoor(person: Person, terms: string[], id: string): Promise<string> {
  const said: unknown[] = [];
  const ask = async (procedure: string, input: object) => {
    const answer = await house.call(person, procedure, input);
    if (answer.status >= 500) throw new Error(`${procedure} failed`);
    said.push(answer.body);
  };
  const inputs = [{}, { caseId }, { id }, { id: caseId }];
  const purpose = { purpose: 'case_work', onBehalf: { kind: 'self' } };
  for (const [room, procedures] of Object.entries(contract))
    for (const [name, made] of Object.entries(procedures as unknown as Record<string, any>)) {
      const { meta } = made['~orpc'];
      if (meta.effect !== 'read' || meta.open || `${room}.${name}` === 'victims.unmasked') continue;
      for (const input of inputs) await ask(`${room}.${name}`, input);
    }
  for (const term of terms) await ask('search.find', { term, ...purpose });
  return JSON.stringify(said);
}

test(
  'a victim’s name, number and papers are found by no search, list, page, notice, export or history, and stand in no table',
  { timeout: 120_000 },
  async () => {
    const { id, codeName } = await sealed();
    await addChannel(id);
    await arrangeStrand(house, caseId, 'Strand of the search');
    await house.call(ines, 'notes.add', {
      caseId,
      kind: 'general',
      body: `Spoke with ${codeName}.`,
      happenedOn: '2026-01-14',
      handling: [],
    });
    for (const person of [ines, ana]) {
      const answers = await everyDoor(person, ['Zephyrmark', 'quobble', '773-555-0188'], id);
      for (const marker of markers) expect(answers, marker).not.toContain(marker);
    }
    const tables = await house.owner.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('kit', 'taskforce') and c.relkind = 'r'`,
    );
    for (const { name } of tables.rows) {
      const { rows } = await house.owner.query<{ text: string }>(`select t::text as text from ${name} t`);
      for (const row of rows)
        for (const marker of markers) {
          const hex = Buffer.from(marker).toString('hex');
          expect(row.text.includes(marker) || row.text.includes(hex), `${name} tells ${marker}`).toBe(false);
        }
    }
  },
);

test('no address, title or notice of the room carries anything but an id', async () => {
  const { routes } = await import('./screens/routes.tsx');
  for (const screen of routes.screens)
    expect(screen.path).toMatch(/^(\/victims(\/\$victimId(\/\$tab)?)?|\/administration\/victims)$/);
  const { rows } = await house.owner.query(
    `select kind, subject_table from kit.notices where subject_table like 'victim%'`,
  );
  expect(rows).toEqual([]);
});
