/** The briefing sheet and the role cards as tagged PDF/UA-1; equal content gives equal bytes. */
import { readFileSync } from 'node:fs';
import type { Press, Printed } from '../../kit/documents/typst.ts';
import { cardsPage, fits, sheetPage, type Making, type Signed } from './briefing-page.ts';
import type { Card } from './contract-briefing.ts';
import type { Plan } from './contract-plan.ts';

const template = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Prints the sheet on one page: what does not fit is counted there. Rejects with PressError. */
export async function sheetPdf(
  press: Press,
  plan: Plan,
  signed: Signed | null,
  making: Making,
): Promise<Printed> {
  let printed: Printed | undefined;
  for (const fit of fits) {
    printed = await press.print({
      template: template('./briefing.typ'),
      data: { ...sheetPage(plan, signed, making, fit) },
    });
    if (printed.pages === 1) return printed;
  }
  return printed!;
}

/** Prints role cards, a page each. Rejects with PressError. */
export function cardsPdf(press: Press, cards: readonly Card[], making: Making): Promise<Printed> {
  return press.print({ template: template('./cards.typ'), data: { ...cardsPage(cards, making) } });
}
