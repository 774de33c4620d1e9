import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export type BuiltWing = 'taskforce' | 'provider';

const fileOf = (wing: BuiltWing) => fileURLToPath(new URL(`./${wing}.ts`, import.meta.url));

/** Puts the wing that is built in the place of the task force's, and its mark and name into the page. */
export function onlyThisWing(wing: BuiltWing): Plugin {
  return {
    name: 'only-this-wing',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === './wings/taskforce.ts' && importer?.endsWith('/web/wing.ts') ? fileOf(wing) : null,
    transformIndexHtml: (html) =>
      wing === 'taskforce'
        ? html
        : html
            .replace('<html ', `<html data-wing="${wing}" `)
            .replace('href="/mark.svg"', 'href="/mark-provider.svg"')
            .replace(/<noscript\s*>[^]*?<\/noscript\s*>/, '<noscript>Concert needs JavaScript.</noscript>'),
  };
}
