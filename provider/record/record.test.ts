import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';
import { tellings } from '../vocabulary/releases.ts';
import { recordSections } from '../vocabulary/statements.ts';
import { writeDisclosure } from './disclosing.ts';
import en from './paper/en.json' with { type: 'json' };
import es from './paper/es.json' with { type: 'json' };
import { paperIn } from './paper.ts';
import { parts } from './parts.ts';

let house: ProviderHouse;
let advocate: Person;
let colleague: Person;
let supervisor: Person;
let records: Person;
let intake: Person;
let administrator: Person;
let elsewhere: Person;
const now = new Date();
const today = now.toISOString().slice(0, 10);

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  colleague = await house.person('Rosa Diaz', ['community_advocate']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  intake = await house.person('Tomas Rivera', ['intake_worker']);
  administrator = await house.person('Agnes Whitlock', ['provider_administrator']);
  elsewhere = await house.person('Bea Nunes', ['community_advocate'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};

/** A client with something in every part of the record. */
async function fullClient(): Promise<string> {
  const { id: clientId } = await ask(advocate, 'clients.takeIn', { alias: 'Marigold', intakeOn: today });
  const detail = {
    section: 'places',
    value: { rows: [{ kind: 'stays', address: 'Lantern Street 4', hidden: true }] },
  };
  await ask(advocate, 'clients.saveDetails', { id: clientId, version: null, detail });
  const { id: needId } = await ask(advocate, 'needs.add', {
    clientId,
    kind: 'dental',
    openedOn: today,
    words: 'A tooth aches',
  });
  await ask(advocate, 'services.give', {
    clientId,
    kind: 'transport',
    givenOn: today,
    amount: 2,
    unit: 'rides',
    needId,
  });
  const { id: goal } = await ask(advocate, 'plans.setGoal', {
    clientId,
    words: 'A room of my own',
    setOn: today,
  });
  await ask(advocate, 'plans.addStep', { goalId: goal, words: 'Ask for the list' });
  await ask(advocate, 'plans.saveSafety', {
    clientId,
    after: 0,
    reviewedOn: today,
    plan: { signals: 'Blue lamp' },
  });
  await ask(advocate, 'notes.write', { clientId, happenedOn: today, words: 'Note of the advocate' });
  await disclose(advocate, clientId);
  await ask(advocate, 'record.say', {
    clientId,
    subject: 'need',
    subjectId: needId,
    kind: 'disagreement',
    saidOn: today,
    words: 'It was two teeth',
  });
  return clientId;
}

const disclose = (who: Person, clientId: string) =>
  house.as(who, 'write', (work) =>
    writeDisclosure(house.server.house, work, {
      clientId,
      kind: 'release',
      recipientKind: 'legal_services',
      recipient: 'Lawyer Ana Example',
      fields: ['needs', 'legal_name'],
      basis: 'release',
    }),
  );

/** What stands on the pages, as it was handed to the press. */
async function paperOf(clientId: string, who: Person, more: object = {}) {
  const seen: Record<string, unknown>[] = [];
  const { press } = house.server.house;
  const print = press.print.bind(press);
  press.print = (job) => {
    seen.push(job.data);
    return print(job);
  };
  try {
    const answer = await ask(who, 'record.print', {
      clientId,
      language: 'en',
      sections: parts.map((one) => one.id),
      ...more,
    });
    return { ...answer, data: seen[0]!, words: JSON.stringify(seen[0]) };
  } finally {
    press.print = print;
  }
}

test('a client gets everything that is held about them on paper, in plain words, with who received what', async () => {
  const clientId = await fullClient();
  const { pdf, pages, words, name } = await paperOf(clientId, advocate);
  expect(Buffer.from(pdf, 'base64').toString('latin1', 0, 5)).toBe('%PDF-');
  expect(pages).toBeGreaterThan(0);
  expect(name).toBe('papers.pdf');
  for (const held of [
    'Dental care',
    'A tooth aches',
    '2 rides',
    'A room of my own',
    'Ask for the list',
    'Blue lamp',
    'Note of the advocate',
    'Lawyer Ana Example',
    'Legal name',
    'You said on',
    'It was two teeth',
  ])
    expect(words).toContain(held);
  expect(words, 'a hidden address is not printed').not.toContain('Lantern Street');
});

test('the same record speaks Spanish when the client does', async () => {
  const clientId = await fullClient();
  const { words, name } = await paperOf(clientId, advocate, { language: 'es' });
  expect(name).toBe('papeles.pdf');
  for (const held of ['Atención dental', 'Sus metas', 'Quién recibió qué', 'Usted dijo el'])
    expect(words).toContain(held);
  expect(words).not.toContain('What you need');
});

/** All readable bytes of a PDF: the file as it is, and its streams unpacked. */
function bytesOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) => {
    try {
      return inflateSync(Buffer.from(body!, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return [raw, ...streams].join('\n');
}

test('a neutral paper names no organisation: not on the page, in the name of the file or in its properties', async () => {
  const { id: clientId } = await ask(advocate, 'clients.takeIn', { alias: 'Aster', intakeOn: today });
  const neutral = await paperOf(clientId, advocate, { sections: ['needs'] });
  expect(neutral.data['title']).toBe('My papers');
  const { number } = await ask(advocate, 'clients.read', { id: clientId });
  for (const telling of ['Harbor House', number, 'June Park', 'victim', 'trafficking', 'Concert'])
    expect(neutral.words.toLowerCase(), telling).not.toContain(telling.toLowerCase());
  const bytes = bytesOf(Buffer.from(neutral.pdf, 'base64'));
  for (const telling of ['Harbor', 'June', 'Aster', 'Concert Services', 'victim'])
    expect(bytes, telling).not.toContain(telling);
  const open = await paperOf(clientId, advocate, { sections: ['needs'], neutral: false });
  expect(open.words).toContain('Harbor House');
  expect(open.words).toContain(number);
});

test('nobody prints what they may not read, and the paper says which parts are not in it', async () => {
  const clientId = await fullClient();
  const open = await ask(records, 'record.parts', { clientId });
  const ids = open.parts.map((one: { id: string }) => one.id);
  expect(ids).not.toContain('notes');
  expect(ids).not.toContain('safety');
  const refused = await house.call(records, 'record.print', {
    clientId,
    language: 'en',
    sections: ['notes'],
  });
  expect(refused.status).toBe(422);
  const { words } = await paperOf(clientId, records, { sections: ids });
  expect(words).not.toContain('Note of the advocate');
  expect(words).toContain('Not in these pages: Your goals');
  const other = await paperOf(clientId, colleague);
  expect(other.words, 'an advocate who is not on the team').not.toContain('Note of the advocate');
  for (const who of [administrator, intake])
    expect(
      (await house.call(who, 'record.print', { clientId, language: 'en', sections: ['needs'] })).status,
    ).toBe(403);
  const away = await house.call(elsewhere, 'record.print', { clientId, language: 'en', sections: ['needs'] });
  expect(away.status).toBe(404);
});

test('each printing is written down: who, which parts, in which language, and nothing of what they say', async () => {
  const clientId = await fullClient();
  await paperOf(clientId, supervisor, { sections: ['needs', 'disclosures'] });
  const { rows } = await ask(advocate, 'audit.record', { table: 'clients', id: clientId, limit: 100 });
  const printing = rows.find((row: { action: string }) => row.action === 'print');
  expect(printing).toMatchObject({
    account: { displayName: 'Helen Marsh' },
    detail: { sections: ['needs', 'disclosures'], language: 'en', neutral: true },
  });
  expect(JSON.stringify(rows)).not.toContain('tooth');
});

test('who received what is sealed, stays as it was written, and says once when the client was told', async () => {
  const clientId = await fullClient();
  const { rows } = await ask(advocate, 'record.log', { clientId });
  expect(rows[0]).toMatchObject({ recipient: 'Lawyer Ana Example', basis: 'release', toldClientAt: null });
  const found = await house.owner.query(
    `select 1 from provider.disclosures d where to_jsonb(d)::text ilike any ($1)`,
    [['%Ana Example%', `%${Buffer.from('Ana Example').toString('hex')}%`]],
  );
  expect(found.rowCount).toBe(0);
  const told = { id: rows[0].id, version: rows[0].version, on: now.toISOString() };
  await ask(advocate, 'record.told', told);
  const twice = await house.call(advocate, 'record.told', { ...told, version: 2 });
  expect(twice.status).toBe(422);
  await expect(
    house.as(advocate, 'write', ({ db }) =>
      db.updateTable('disclosures').set({ fields: [] }).where('id', '=', rows[0].id).execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  await expect(
    house.owner.query(`update provider.disclosures set fields = '{}' where id = $1`, [rows[0].id]),
  ).rejects.toMatchObject({ code: 'CR422' });
});

test('a statement of the client stays beside the entry, answered once, and is never put away', async () => {
  const clientId = await fullClient();
  const { rows } = await ask(supervisor, 'record.statements', { clientId });
  expect(rows[0]).toMatchObject({ words: 'It was two teeth', state: 'waiting', recordedBy: 'June Park' });
  const answer = { id: rows[0].id, version: 1, outcome: 'kept_beside', words: 'The dentist saw one' };
  await ask(supervisor, 'record.answer', answer);
  expect((await house.call(advocate, 'record.answer', { ...answer, version: 2 })).status).toBe(422);
  const { words } = await paperOf(clientId, advocate, { sections: ['needs'] });
  expect(words).toContain('It was two teeth');
  expect(words).toContain('The dentist saw one');
  expect(words).toContain('your words stay here');
});

test('a statement speaks of an entry of the same client that the writer may read', async () => {
  const clientId = await fullClient();
  const other = await fullClient();
  const [note] = (await ask(advocate, 'notes.list', { clientId })).rows;
  const [need] = (await ask(advocate, 'needs.list', { clientId: other })).rows;
  const say = { clientId, kind: 'correction', saidOn: today, words: 'x' };
  const wrong = await house.call(advocate, 'record.say', { ...say, subject: 'need', subjectId: need.id });
  expect(wrong.body.data.fields[0].path).toBe('subjectId');
  const hidden = await house.call(records, 'record.say', { ...say, subject: 'note', subjectId: note.id });
  expect(hidden.body.data.fields[0].path).toBe('subjectId');
  await ask(advocate, 'record.say', { ...say, subject: 'note', subjectId: note.id });
  await ask(records, 'record.say', { ...say, subject: 'record' });
});

test('a permission the client gave stands on the paper: to whom, what, until when; a draft does not', async () => {
  const { id: clientId } = await ask(advocate, 'clients.takeIn', {
    alias: 'Sorrel',
    intakeOn: today,
    ageGroup: 'adult',
  });
  const facts = {
    clientId,
    recipientKind: 'outside',
    purpose: 'benefits',
    language: 'en',
    texts: { hand_over_summary: 'Told once' },
  };
  const { id } = await ask(advocate, 'releases.draft', { ...facts, recipientName: 'Clinic Example' });
  await ask(advocate, 'releases.draft', { ...facts, recipientName: 'Draft Example' });
  const { version } = await ask(advocate, 'releases.explain', {
    id,
    version: 1,
    cameBy: 'read_aloud',
    told: tellings,
    alternative: 'wants_us_to',
    confirmed: ['hand_over_summary'],
  });
  const signatures = [{ as: 'client', name: 'Sorrel', how: 'typed' }];
  await ask(advocate, 'releases.sign', { id, version, capacity: 'adult', signatures });
  const { words } = await paperOf(clientId, advocate, { sections: ['releases'] });
  for (const held of ['Clinic Example', 'Signed by you', 'Hand-over summary', 'Benefits', '0 times'])
    expect(words).toContain(held);
  expect(words).not.toContain('Draft Example');
});

test('when a client is destroyed, recipients and statements are emptied; that something was given stays', async () => {
  const clientId = await fullClient();
  await house.owner.query('select provider.empty_client($1)', [clientId]);
  const { rows } = await house.owner.query(
    `select (select count(*)::int from provider.disclosures where client_id = $1) as given,
       (select count(recipient_sealed)::int from provider.disclosures where client_id = $1) as named,
       (select count(sealed)::int + count(answer_sealed)::int from provider.annotations where client_id = $1) as said`,
    [clientId],
  );
  expect(rows[0]).toEqual({ given: 1, named: 0, said: 0 });
});

const keysOf = (tree: object, at = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${at}${key}`] : keysOf(value as object, `${at}${key}.`),
  );

test('the paper says the same things in both languages, and has words for every part', () => {
  expect(keysOf(es)).toEqual(keysOf(en));
  for (const language of ['en', 'es'] as const) {
    const paper = paperIn(language);
    for (const id of recordSections) {
      expect(paper.say(`part.${id}`)).not.toBe('');
      expect(paper.say(`none.${id}`)).not.toBe('');
    }
  }
});
