import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { speech } from './speech.ts';
import es from './es.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('every sentence with which this wing refuses stands in the catalogue', () => {
  const code = globSync('provider/**/*.ts', { cwd: root }).filter(
    (file) => !/\.test\.ts$|\/screens\//.test(file),
  );
  const sentences = code.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /refused\(\s*'[^']*',\s*'[^']*',\s*(?:'([^']*)'|"([^"]*)")/g,
      ),
    ].map((hit) => hit[1] ?? hit[2]!),
  );
  const sql = globSync('provider/database/**/*.sql', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/hint = '((?:[^']|'')*)'/g)].map((hit) =>
      hit[1]!.replaceAll("''", "'"),
    ),
  );
  expect(sentences.length).toBeGreaterThan(5);
  expect(sql.length).toBeGreaterThan(3);
  expect([...sentences, ...sql].filter((one) => speech.say(one, 'es') === null)).toEqual([]);
});

test('no translation is the English sentence, and none stands in the catalogue unused', () => {
  const all = globSync('provider/**/*.{ts,sql}', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  for (const [english, spanish] of Object.entries(es)) {
    expect(spanish).not.toBe(english);
    expect(all.includes(english), english).toBe(true);
  }
});
