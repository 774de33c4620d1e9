import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../taskforce/testing.ts';
import { catalogues } from '../taskforce/vocabulary/refusals/speech.ts';
import { addDays, dayOf } from '../taskforce/vocabulary/days.ts';
import { flatWords, type WordsFile } from '../web/words/build.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const shots = process.env['CONCERT_SHOTS'];
const today = dayOf(new Date());

/** Every sentence of a language: of the shell, the rooms and the closed lists. */
function sentences(language: string): string[] {
  const files = globSync([`web/words/${language}.json`, `{taskforce,web/house}/*/words/${language}.json`], {
    cwd: root,
  });
  return files.flatMap((file) =>
    Object.values(flatWords(JSON.parse(readFileSync(join(root, file), 'utf8')) as WordsFile)),
  );
}

const spanish = new Set(sentences('es'));
/** English words that are no Spanish ones: sentences with their values open, and refusals. Plurals are left out. */
const english = [...sentences('en'), ...Object.keys(catalogues.es)]
  .filter((text) => /[a-z]{3}/.test(text) && !spanish.has(text) && !/\{\w+, /.test(text))
  .filter((text) => text.replaceAll(/\{\w+\}/g, '').trim().length >= 4);
const plain = new Set(english.filter((text) => !text.includes('{')));
const open = english
  .filter(
    (text) =>
      text.includes('{') &&
      text
        .replaceAll(/\{\w+\}/g, '')
        .trim()
        .includes(' '),
  )
  .map((text) => {
    const parts = text.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`);
  });

/** What stands on the page in English: texts, names of buttons and fields, help. */
async function leftInEnglish(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node instanceof Element)
        for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
          found.push(node.getAttribute(name) ?? '');
      else if (!/^(SCRIPT|STYLE)$/.test(node.parentElement?.tagName ?? ''))
        found.push(node.textContent ?? '');
    }
    return [...new Set(found.map((text) => text.trim()))];
  });
  return texts.filter((text) => plain.has(text) || open.some((pattern) => pattern.test(text)));
}

let house: BrowserHouse;
let ines: Person;
let ada: Person;
let caseId: string;
let tipId: string;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  ada = await house.person('Ada Ruiz', ['account_administrator']);
  const made = async (procedure: string, input: object) => {
    const reply = await house.call(ines, procedure, input);
    expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
    return reply.body;
  };
  const opened = await made('cases.open', {
    title: 'Cocinas del puerto',
    type: 'labor',
    originRoute: 'sector_complaint',
    openedOn: addDays(today, -60),
    strands: [{ label: 'Reclutador', kind: 'target_person' }],
  });
  caseId = opened.id;
  tipId = (
    await made('tips.receive', {
      what: 'Duermen detrás de la cocina',
      channel: 'phone',
      originRoute: 'hotline',
    })
  ).id;
}, 240_000);
afterAll(() => house?.close());

async function speaksSpanish(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.waitForLoadState('networkidle');
  if (shots) await visitor.page.screenshot({ path: `${shots}/es-${name}.png`, fullPage: true });
  expect(await leftInEnglish(visitor.page), name).toEqual([]);
}

test('the words that are looked for are many, and those of Spanish are not among them', () => {
  expect(plain.size).toBeGreaterThan(1200);
  expect(plain.has('Sign in')).toBe(true);
  for (const word of ['Caso', 'No', 'Iniciar sesión']) expect(plain.has(word)).toBe(false);
});

test.skipIf(!browserPath)(
  `whoever reads Spanish signs in, and is refused, without an English word (${noBrowser})`,
  { timeout: 120_000 },
  async () => {
    const visitor = await house.visitor({ language: 'es' });
    const { page } = visitor;
    await page.goto(house.url);
    await page
      .getByRole('button', { name: /Iniciar sesión|Continuar/ })
      .first()
      .waitFor();
    await speaksSpanish(visitor, 'sign-in');
    await page.locator('input').first().fill('nadie@example.org');
    const password = page.locator('input[type=password]');
    if (await password.count()) await password.first().fill('una contraseña cualquiera');
    const code = page.locator('input[inputmode=numeric], input[autocomplete=one-time-code]');
    if (await code.count()) await code.first().fill('123456');
    const agree = page.locator('input[type=checkbox]');
    if (await agree.count()) await agree.first().check({ force: true });
    await page
      .getByRole('button', { name: /Iniciar sesión|Continuar/ })
      .first()
      .click();
    await page.getByRole('alert').first().waitFor();
    await speaksSpanish(visitor, 'sign-in-refused');
    await visitor.context.close();
  },
);

const places = (): [string, Person, string, string | RegExp][] => [
  ['home', ines, '/', 'Mi día'],
  ['tips', ines, '/tips', 'Cola de avisos'],
  ['tip-new', ines, '/tips/new', /./],
  ['tip', ines, `/tips/${tipId}`, 'Duermen detrás'],
  ['cases', ines, '/cases', 'Cocinas del puerto'],
  ['case-new', ines, '/cases/new', /./],
  ['case', ines, `/cases/${caseId}`, 'Reclutador'],
  ['timeline', ines, `/cases/${caseId}/timeline`, /./],
  ['tasks', ines, `/cases/${caseId}/tasks`, /./],
  ['files', ines, `/cases/${caseId}/files`, /./],
  ['briefs', ines, `/cases/${caseId}/briefs`, /./],
  ['search', ines, '/search', /./],
  ['accounts', ada, '/administration', 'Ines Vega'],
  ['agencies', ada, '/administration/agencies', 'Riverton Police'],
  ['settings', ada, '/administration/settings', 'Zona horaria'],
  ['protocol', ada, '/administration/protocol', 'Días feriados'],
  ['tip-pages', ada, '/administration/tip-pages', 'Tiếng Việt'],
];

test.skipIf(!browserPath)(
  `no main screen says anything in English to whoever reads Spanish (${noBrowser})`,
  { timeout: 240_000 },
  async () => {
    const visitors = new Map<Person, Visitor>();
    for (const [name, person, path, sign] of places()) {
      const visitor = visitors.get(person) ?? (await house.open(person, path, { language: 'es' }));
      visitors.set(person, visitor);
      await visitor.page.goto(house.url + path);
      await visitor.page.getByRole('main').getByText(sign).first().waitFor();
      await speaksSpanish(visitor, name);
    }
  },
);

test.skipIf(!browserPath)(
  `a transition that the rules refuse and a form that the screen sends, are refused in Spanish (${noBrowser})`,
  { timeout: 120_000 },
  async () => {
    const strand = (await house.call(ines, 'cases.read', { id: caseId })).body.strands[0];
    const wrong = {
      id: strand.id,
      version: strand.version,
      to: 'operational',
      event: 'arrest',
      effectiveOn: addDays(today, 3),
    };
    const said = await house.call(ines, 'strands.move', wrong, { 'accept-language': 'es' });
    expect(said.status).toBe(422);
    for (const { remedy } of said.body.data.fields) expect(plain.has(remedy), remedy).toBe(false);
    // In the browser the screen asks in its own language: an agency whose name is taken, without a kind.
    const visitor = await house.open(ada, '/administration/agencies', { language: 'es' });
    const { page } = visitor;
    await page.getByRole('button', { name: 'Añadir un organismo' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('Riverton Police');
    await dialog.getByRole('button', { name: 'Añadir un organismo' }).click();
    await dialog.getByText('Complete este campo.').first().waitFor();
    await speaksSpanish(visitor, 'agency-refused');
    await visitor.context.close();
  },
);
