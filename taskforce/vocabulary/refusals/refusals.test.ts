import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problems } from '../../../kit/problems.ts';
import { openTestHouse, type Person, type TestHouse } from '../../testing.ts';
import { catalogues, speech } from './speech.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Sentences that look like a refusal and are none: help beside a field, findings of the auditor's tools, … */
const noRefusals = [
  'taskforce/imports/target*.ts',
  'taskforce/*/*arranging*.ts',
  'kit/audit/{diagnosis,chain,reading,verify-offline}.ts',
  'kit/database/migrations.ts',
  'kit/http/reference.ts',
  'kit/identity/settings.ts',
].flatMap((pattern) => globSync(pattern, { cwd: root }));

type Node = { type: string; [part: string]: unknown };

/** A sentence in the source: a text, or a template whose values become `{0}`, `{1}` … */
function sentenceOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node['quasis'] as { value: { cooked: string } }[];
  return quasis.map((part, at) => part.value.cooked + (at < quasis.length - 1 ? `{${at}}` : '')).join('');
}

/** All sentences in code that people may read, but for summaries of procedures and texts of bugs. */
function sentencesIn(node: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(node)) for (const part of node) sentencesIn(part, found);
  if (typeof node !== 'object' || node === null || !('type' in node)) return found;
  const here = node as Node;
  if (here.type === 'TaggedTemplateExpression') return found;
  if (here.type === 'CallExpression' || here.type === 'NewExpression') {
    const callee = here['callee'] as { name?: string; property?: { name?: string } };
    const name = callee.name ?? callee.property?.name ?? '';
    if (['Error', 'TypeError', 'RangeError'].includes(name)) return found;
    if (['procedure', 'describe'].includes(name)) return sentencesIn(here['callee'], found);
  }
  const sentence = sentenceOf(here);
  if (sentence !== null && /^[A-Z{][^]* [^]*[.!]$/.test(sentence)) found.add(sentence);
  for (const [name, part] of Object.entries(here)) if (name !== 'type') sentencesIn(part, found);
  return found;
}

/** What triggers say: hints, and the lists {problem,field,remedy} of the checks. */
function sentencesInSql(text: string): string[] {
  const hints = [
    ...text.matchAll(/hint = '((?:[^']|'')*)'/g),
    ...text.matchAll(/'\{[a-z_]+,[A-Za-z]+,([A-Z][^}]*)\}'/g),
  ];
  const calls = text.matchAll(/refuse_\w+\('[a-z_]+', '[A-Za-z]+', '((?:[^']|'')*)'/g);
  return [...hints, ...calls].map((hit) => hit[1]!.replaceAll("''", "'"));
}

const codeFiles = globSync(['{kit,taskforce,bridge}/**/*.ts', 'analysis/text/*.ts'], { cwd: root }).filter(
  (file) =>
    !/\.test\.ts$|\/screens\/|\/(postgres|crypto|backup|documents)\/|database\/access/.test(file) &&
    !/(-page|-document|-builder|-words?|-samples?|-content|-sentences|testing|sample|model-disk)\.ts$/.test(
      file,
    ) &&
    !noRefusals.includes(file),
);

test('every sentence with which the program refuses stands in the catalogue', () => {
  const missing = codeFiles.flatMap((file) =>
    [...sentencesIn(parseAst(read(file), { lang: 'ts' }), new Set())]
      .filter((sentence) => speech.say(sentence, 'es') === null)
      .map((sentence) => `${file}: ${sentence}`),
  );
  expect(missing).toEqual([]);
});

test('every sentence with which the database refuses stands in the catalogue', () => {
  const files = globSync('{kit,taskforce,bridge}/database/**/*.sql', { cwd: root });
  const sentences = files.flatMap((file) =>
    sentencesInSql(read(file)).map((sentence) => ({ file, sentence })),
  );
  expect(sentences.length).toBeGreaterThan(60);
  expect(sentences.filter(({ sentence }) => speech.say(sentence, 'es') === null)).toEqual([]);
});

test('every kind of problem has its sentence in every language', () => {
  for (const [code, [, sentence]] of Object.entries(problems))
    for (const language of Object.keys(catalogues))
      expect(speech.say(sentence, language)?.text, code).not.toBe(sentence);
});

test('each translation takes the same values as its English sentence, and none is English', () => {
  const values = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(String).toSorted();
  for (const catalogue of Object.values(catalogues))
    for (const [key, text] of Object.entries(catalogue)) {
      expect(text).not.toBe(key);
      expect(values(text), key).toEqual(values(key));
    }
});

test('a sentence gives up its values, and words of closed lists are said in the reader’s language', () => {
  expect(speech.say('Use at most 200 characters.', 'es')).toEqual({
    key: 'Use at most {0} characters.',
    values: ['200'],
    text: 'Use como máximo 200 caracteres.',
  });
  expect(speech.say('The file is larger than 50 MB. Split it or send a smaller copy.', 'es')).toEqual({
    key: 'The file is larger than {0}. Split it or send a smaller copy.',
    values: ['50 MB'],
    text: 'El archivo supera los 50 MB. Divídalo o envíe una copia más pequeña.',
  });
  expect(speech.say('This move rests on one of these events: arrest, takedown.', 'es')?.text).not.toContain(
    'arrest',
  );
  expect(speech.say('Words that nobody wrote down.', 'es')).toBeNull();
  expect(speech.languageOf('es-MX,es;q=0.9,en;q=0.8')).toBe('es');
  expect(speech.languageOf('de-DE,de;q=0.9')).toBe('en');
  expect(speech.languageOf(undefined)).toBe('en');
});

let house: TestHouse;
let ana: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ana = await house.person('Ana Investigator', ['investigator']);
});
afterAll(() => house.close());

test('programs read English until they ask for another language, and get key and values in any', async () => {
  const wrong = { term: '("van', reason: 'case_work' };
  const english = await house.call(ana, 'search.find', wrong);
  const spanish = await house.call(ana, 'search.find', wrong, { 'accept-language': 'es-US,es;q=0.9' });
  expect(english.status).toBeGreaterThanOrEqual(400);
  const [said] = english.body.data.fields;
  const [dicho] = spanish.body.data.fields;
  expect(dicho).toMatchObject({ path: said.path, key: said.key, values: said.values });
  expect(dicho.remedy).not.toBe(said.remedy);
  expect(spanish.body.message).toBe(speech.say(english.body.message, 'es')?.text);
});

test('what the lock of a session and a missing record say is translated too', async () => {
  const es = { 'accept-language': 'es' };
  expect((await house.call(null, 'cases.list', {}, es)).body.message).toBe('Inicie sesión para continuar.');
  const missing = await house.call(ana, 'cases.read', { id: crypto.randomUUID() }, es);
  expect(missing.body.data.fields[0].remedy).toMatch(/^No existe/);
});
