import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong on the page by WCAG 2.2 A and AA, one line each: rule, and where. Empty when all is well.
 * Runs through the debugger, so the page's own content security policy stays in force.
 */
export async function axeFindings(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async (selector) => {
    const axe = (globalThis as unknown as { axe: typeof import('axe-core') }).axe;
    // The live announcer's own nodes name buttons that may be gone by the time the announcement is removed.
    const where = { include: [[selector]], exclude: [['[data-live-announcer]']] };
    const result = await axe.run(where, {
      // Experimental in axe: takes the second line of a choice, which is its description, for part of its label.
      rules: { 'label-content-name-mismatch': { enabled: false } },
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return result.violations.flatMap((violation) =>
      violation.nodes.map((node) => {
        const why = node.any.map((check) => check.message).join(' ');
        return `${violation.id}: ${node.target.join(' ')} ${why}`.slice(0, 300);
      }),
    );
  }, within);
}
