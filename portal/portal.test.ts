import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';
import { askedOf, publicPackWords } from '../taskforce/tips/indicators/asked.ts';
import { packFor } from '../taskforce/tips/indicators/packs.ts';
import { allowed, networkOf } from './limits.ts';
import en from './words/en.json' with { type: 'json' };
import { files } from './words.ts';

let house: TestHouse;
let ana: Person;
let now = new Date('2026-03-03T10:20:30Z');
beforeAll(async () => {
  house = await openTestHouse({ clock: () => now });
  ana = await house.person('Ana Investigator', ['investigator']);
});
afterAll(() => house.close());
// The limits of the public pages count in ten minutes; each test begins in ten of its own.
beforeEach(() => {
  now = new Date(now.getTime() + 11 * 60_000);
});

type Fields = Record<string, string>;
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (fields: Fields, more: Fields = {}, url = '/tip') =>
  house.server.app.inject({
    method: 'POST',
    url,
    headers: { ...headers, ...more },
    payload: new URLSearchParams(fields).toString(),
    remoteAddress: '198.51.100.77',
  });
/** The fields of a page as a browser would send them back without changing anything. */
const fieldsOf = (page: string): Fields =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((hit) => [
      hit[1],
      unescape(hit[2]!),
    ]),
  );
const unescape = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const codeOf = (page: string) => /data-code[^>]*>\s*([0-9A-Z-]+)/.exec(page)?.[1] ?? '';
const begin = async (path = '/tip') => fieldsOf((await house.server.app.inject({ url: path })).body);

/** Walks all steps and sends. */
async function handIn(fields: Fields, path = '/tip', more: Fields = {}): Promise<string> {
  let page = (await post({ ...(await begin(path)), danger: 'no', ...fields, go: 'next' }, more)).body;
  for (const _step of ['seen', 'questions', 'contact'])
    page = (await post({ ...fieldsOf(page), ...fields, go: 'next' }, more)).body;
  return (await post({ ...fieldsOf(page), go: 'send' }, more)).body;
}
const newest = async () =>
  (await house.owner.query('select * from taskforce.tips order by number desc limit 1')).rows[0];

test('a visitor walks through the steps without script or cookies and gets a receipt code', async () => {
  const page = await handIn({
    what: 'They sleep behind the kitchen',
    ongoing: 'yes',
    minors: 'yes',
    place: '12 Pier Road',
  });
  expect(codeOf(page)).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);
  const tip = await newest();
  expect(tip).toMatchObject({
    channel: 'public_form',
    received_by: null,
    what: 'They sleep behind the kitchen',
    ongoing: 'yes',
    minors: 'yes',
    state: 'received',
  });
  expect(tip.received_at.toISOString()).toMatch(/:00:00\.000Z$/);
  const listed = await house.call(ana, 'tips.list', {});
  expect(listed.body.rows.map((row: { id: string }) => row.id)).toContain(tip.id);
});

test('every page forbids caching, referrers, frames and anything from elsewhere, and sets no cookie', async () => {
  for (const url of ['/tip', '/tip/es', '/tip/hotel', '/tip/receipt', '/tip/nothing-here']) {
    const answer = await house.server.app.inject({ url });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    const elsewhere = [...answer.body.matchAll(/(?:src|action|<link[^>]*href)="(?!\/tip)([^"]*)"/g)];
    expect(elsewhere).toEqual([]);
    expect(answer.body.indexOf('data-exit')).toBeLessThan(answer.body.indexOf('class="skip"'));
  }
  expect((await house.server.app.inject({ url: '/tip/nothing-here' })).statusCode).toBe(404);
});

test('danger leads at once to the number to call and a short form, and alerts the command', async () => {
  const cora = await house.person('Cora Commander', ['commander']);
  const short = await post({ ...(await begin()), danger: 'yes', go: 'next' });
  expect(short.body).toContain('href="tel:911"');
  const sent = await post({
    ...fieldsOf(short.body),
    what: 'She is locked in',
    place: 'Room 12',
    go: 'send',
  });
  expect(codeOf(sent.body)).not.toBe('');
  const tip = await newest();
  expect(tip.in_danger).toBe(true);
  const { rows } = await house.owner.query('select kind, urgent from kit.notices where account_id = $1', [
    cora.id,
  ]);
  expect(rows).toEqual([{ kind: 'danger_raised', urgent: true }]);
});

test('nothing typed is lost by a mistake, by going back, or by changing the language', async () => {
  const start = { ...(await begin()), danger: 'unknown', go: 'next' };
  const seen = fieldsOf((await post(start)).body);
  const text = 'Line one\nline "two" <b>&amp; three</b>';
  const wrong = await post({ ...seen, what: '', place: text, go: 'next' });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('href="#what"');
  expect(wrong.body).not.toContain('<b>');
  const next = await post({ ...seen, what: text, place: text, contactWay: '555-0142', go: 'next' });
  expect(fieldsOf(next.body)).toMatchObject({ what: text, place: text, step: 'questions' });
  const spanish = await post({ ...fieldsOf(next.body), go: 'language:es' });
  expect(spanish.body).toContain('<html lang="es" dir="ltr">');
  expect(fieldsOf(spanish.body)).toMatchObject({ what: text, language: 'es' });
  const back = await post({ ...fieldsOf(spanish.body), go: 'back' });
  expect(unescape(back.body)).toContain(text);
});

test('the browser’s first language that is spoken here is taken, and an Arabic page runs from right to left', async () => {
  const at = async (wanted: string, url = '/tip') =>
    /<html [^>]*>/.exec(
      (await house.server.app.inject({ url, headers: { 'accept-language': wanted } })).body,
    )?.[0];
  expect(await at('de-DE, vi-VN;q=0.8, en;q=0.5')).toBe('<html lang="vi" dir="ltr">');
  expect(await at('zh-CN')).toBe('<html lang="zh-Hans" dir="ltr">');
  expect(await at('fil-PH')).toBe('<html lang="fil" dir="ltr">');
  expect(await at('de')).toBe('<html lang="en" dir="ltr">');
  expect(await at('en', '/tip/ar/hotel')).toBe('<html lang="ar" dir="rtl">');
  expect(await at('en', '/tip/receipt/pt')).toBe('<html lang="pt-BR" dir="ltr">');
});

test('answers to the questions of an audience survive a look at another language', async () => {
  const start = {
    ...(await begin('/tip/hotel')),
    danger: 'no',
    step: 'questions',
    q_refuses_entry: 'yes',
    what: 'Towels',
  };
  const there = await post({ ...start, go: 'language:ru' });
  expect(there.body).toContain('<html lang="ru"');
  expect(fieldsOf(there.body)).toMatchObject({ q_refuses_entry: 'yes', what: 'Towels' });
  const back = await post({ ...fieldsOf(there.body), go: 'language:en' });
  expect(back.body).toMatch(/name="q_refuses_entry"\s+value="yes"\s+checked/);
});

test('the form of an audience asks its own questions and keeps the code of the training', async () => {
  const page = await handIn(
    { what: 'Towels every hour', trainingCode: 'HOTEL-26', q_refuses_entry: 'yes' },
    '/tip/hotel',
  );
  expect(codeOf(page)).not.toBe('');
  const tip = await newest();
  expect(tip).toMatchObject({
    audience: 'hotel',
    training_code: 'HOTEL-26',
    origin_route: 'red_flag_training',
    origin_mode: 'proactive',
  });
  const { rows } = await house.owner.query(
    'select pack, question, answer from taskforce.tip_answers where tip_id = $1 order by question',
    [tip.id],
  );
  expect(rows).toEqual([
    { pack: 'hotel', question: 'danger_now', answer: 'no' },
    { pack: 'hotel', question: 'refuses_entry', answer: 'yes' },
  ]);
});

test('sending twice, even at the same moment, is one tip with one code', async () => {
  let page = (await post({ ...(await begin()), danger: 'no', go: 'next' })).body;
  page = (await post({ ...fieldsOf(page), what: 'Sent twice', go: 'next' })).body;
  const last = { ...fieldsOf(page), step: 'check', go: 'send' };
  const answers = await Promise.all([post(last), post(last), post(last)]);
  expect(new Set(answers.map((answer) => codeOf(answer.body))).size).toBe(1);
  expect(codeOf(answers[0]!.body)).not.toBe('');
  const { rows } = await house.owner.query(
    `select count(*)::int as many from taskforce.tips where what = 'Sent twice'`,
  );
  expect(rows[0].many).toBe(1);
});

test('a program that fills the hidden field is refused, and a person who does so loses nothing', async () => {
  const seen = fieldsOf((await post({ ...(await begin()), danger: 'no', go: 'next' })).body);
  const refused = await post({
    ...seen,
    step: 'check',
    what: 'Kept text',
    website: 'https://example.org',
    go: 'send',
  });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('Kept text');
});

test('a receipt tells only where the tip stands; a question can be answered through it once', async () => {
  const secret = 'Secret sentence of the reporter';
  const code = codeOf(await handIn({ what: secret }));
  const look = (more: Fields = {}) => post({ code, language: 'en', go: 'look', ...more }, {}, '/tip/receipt');
  expect((await look()).body).toContain(en['receipt.received']);
  const { id, version } = await newest();
  await house.call(ana, 'tips.take', { id, version });
  expect((await look()).body).toContain(en['receipt.under_review']);
  await house.call(ana, 'tips.decide', {
    id,
    version: version + 1,
    decision: 'ask_back',
    question: 'Which entrance is it?',
  });
  const asked = await look({ code: code.toLowerCase().replaceAll('-', ' ') });
  expect(asked.body).toContain('Which entrance is it?');
  expect(asked.body).not.toContain(secret);
  const answered = await look({ go: 'answer', answer: 'The green door' });
  expect(answered.body).toContain(en['receipt.answered']);
  expect((await look({ go: 'answer', answer: 'Again' })).body).toContain(en['receipt.under_review']);
  const page = await house.call(ana, 'tips.open', { id });
  expect(page.body.state).toBe('received');
  expect(page.body.messages.map((one: { body: string }) => one.body)).toEqual([
    'Which entrance is it?',
    'The green door',
  ]);
});

test('an unknown, a mistyped and a purged code all get the same page', async () => {
  const code = codeOf(await handIn({ what: 'To be purged' }));
  await house.owner.query('delete from taskforce.tip_receipts where tip_id = $1', [(await newest()).id]);
  const bodies = await Promise.all(
    [code, '00000-00000-00000-00000-00000', 'nonsense'].map(async (one) =>
      (await post({ code: one, language: 'en', go: 'look' }, {}, '/tip/receipt')).body.replaceAll(
        one,
        'CODE',
      ),
    ),
  );
  expect(new Set(bodies).size).toBe(1);
  expect(bodies[0]).toContain(en['receipt.unknown']);
});

test('codes cannot be tried one after another', async () => {
  const tries = [];
  for (let n = 0; n <= allowed.receipt; n += 1)
    tries.push((await post({ code: `wrong ${n}`, go: 'look' }, {}, '/tip/receipt')).statusCode);
  expect(tries.slice(0, allowed.receipt).every((status) => status === 200)).toBe(true);
  expect(tries.at(-1)).toBe(429);
});

test('too many reports from one network are asked to wait, with everything typed still there', async () => {
  const seen = fieldsOf((await post({ ...(await begin()), danger: 'no', go: 'next' })).body);
  let last = await post({ ...seen, step: 'check', what: 'Flood', go: 'send' });
  for (let n = 0; n < allowed.send; n += 1)
    last = await post({ ...seen, form: crypto.randomUUID(), step: 'check', what: 'Flood', go: 'send' });
  expect(last.statusCode).toBe(429);
  expect(last.body).toContain('Flood');
  now = new Date(now.getTime() + 11 * 60_000);
  expect((await post({ ...seen, step: 'check', what: 'Flood', go: 'send' })).statusCode).toBe(200);
});

test('networks are told apart by /24 and /56', () => {
  expect(networkOf('203.0.113.9')).toBe(networkOf('203.0.113.200'));
  expect(networkOf('::ffff:203.0.113.9')).toBe(networkOf('203.0.113.1'));
  expect(networkOf('2001:db8:1:aa00::1')).toBe(networkOf('2001:db8:1:aaff:9::9'));
  expect(networkOf('2001:db8:1:ab00::1')).not.toBe(networkOf('2001:db8:1:aa00::1'));
});

test('what a browser tells of itself is in no table and in no file', async () => {
  const marks = {
    'user-agent': 'CanaryBrowser/77',
    'accept-language': 'es-CanaryLand',
    referer: 'https://canary.example/ref',
    'x-forwarded-for': '192.0.2.201',
  };
  await handIn({ what: 'Canary tip', contactWay: 'canary-contact-555-0123' }, '/tip', marks);
  const wanted = /Canary(Browser|Land)|canary\.example|canary-contact|198\.51\.100|192\.0\.2\.201/;
  const tables = await house.owner.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('kit', 'taskforce', 'graphile_worker')`,
  );
  for (const { name } of tables.rows) {
    const { rows } = await house.owner.query(`select to_jsonb(t)::text as row from ${name} t`);
    expect(rows.filter(({ row }) => wanted.test(row)).map(() => name)).toEqual([]);
  }
  for (const file of filesUnder(house.server.house.dataDir))
    expect(wanted.test(readFileSync(file, 'latin1'))).toBe(false);
});

test('neither the tip nor the audit tells the minute in which somebody sat at the form', async () => {
  await handIn({ what: 'By the hour' });
  const tip = await newest();
  const { rows } = await house.owner.query('select at from kit.audit_entries where scope_id = $1', [tip.id]);
  expect(rows.length).toBeGreaterThan(0);
  for (const at of [tip.received_at, tip.recorded_at, tip.triage_due_at, ...rows.map((row) => row.at)])
    expect(at.getTime() % 3_600_000).toBe(0);
});

test('every language says everything, with the same values', () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted();
  for (const [language, words] of Object.entries(files)) {
    expect(Object.keys(words), language).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en))
      expect(values(words[key as keyof typeof en]), `${language}: ${key}`).toEqual(values(text));
  }
});

test('no language leaves a sentence in English', () => {
  for (const [language, words] of Object.entries(files)) {
    if (language === 'en') continue;
    const left = Object.entries(en).filter(
      ([key, text]) => / /.test(text) && words[key as keyof typeof en] === text,
    );
    expect(left, language).toEqual([]);
  }
});

test('every language asks the questions for anyone, and asks nothing that the packs do not', () => {
  const ids = packFor('public').items.map((item) => item.id);
  for (const [language, words] of Object.entries(publicPackWords)) {
    expect(Object.keys(words.questions), language).toEqual(ids);
    for (const { question } of Object.values(words.questions)) expect(question, language).toMatch(/[?？؟]$/);
    expect(askedOf('hotel', language as 'vi').pack.id).toBe('public');
  }
  expect(askedOf('hotel', 'es').pack.id).toBe('hotel');
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

test('an installation sets its own numbers and the way out; an address that is not https is refused', async () => {
  const admin = await house.person('Ada Admin', ['account_administrator']);
  const words = {
    emergency: '112',
    hotlineName: 'Night line',
    hotlineNumber: '800-555-0142',
    exitUrl: 'https://example.org/',
    languages: ['es', 'vi'],
    changedAt: (await house.call(admin, 'tips.portal')).body.changedAt,
  };
  const refused = await house.call(admin, 'tips.setPortal', { ...words, exitUrl: 'javascript:alert(1)' });
  expect(refused.body.data.fields[0].path).toBe('exitUrl');
  expect((await house.call(ana, 'tips.setPortal', words)).status).toBe(403);
  expect((await house.call(admin, 'tips.setPortal', words)).status).toBe(200);
  expect((await house.call(admin, 'tips.setPortal', { ...words, emergency: '113' })).status).toBe(409);
  now = new Date(now.getTime() + 31_000);
  const page = (await post({ ...(await begin()), danger: 'yes', go: 'next' })).body;
  expect(page).toContain('href="tel:112"');
  expect(page).toContain('href="https://example.org/"');
  expect([...page.matchAll(/value="language:(\w+)"/g)].map((hit) => hit[1])).toEqual(['es', 'vi']);
  const off = await house.server.app.inject({ url: '/tip/ru', headers: { 'accept-language': 'ru, vi' } });
  expect(off.body).toContain('<html lang="vi"');
  expect((await post({ ...(await begin('/tip/vi')), language: 'ru', go: 'next' })).body).toContain(
    'lang="en"',
  );
});
