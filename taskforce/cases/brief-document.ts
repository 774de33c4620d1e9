/** The status brief and the portfolio as documents: PDF by the press, Word by docx, from one laid-out page. */
import { readFileSync } from 'node:fs';
import type { Press, Printed } from '../../kit/documents/typst.ts';
import type { BriefContent, PortfolioContent } from './brief-content.ts';
import { briefPage } from './brief-page.ts';
import { briefWord, portfolioWord } from './brief-word.ts';
import { portfolioPage } from './portfolio-page.ts';

function template(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Prints a case's brief as tagged PDF/UA-1; equal content gives equal bytes. Rejects with PressError. */
export function briefPdf(press: Press, content: BriefContent): Promise<Printed> {
  return press.print({ template: template('./brief.typ'), data: { ...briefPage(content) } });
}

/** Prints the portfolio as tagged PDF/UA-1, landscape. Rejects with PressError. */
export function portfolioPdf(press: Press, content: PortfolioContent): Promise<Printed> {
  return press.print({ template: template('./portfolio.typ'), data: { ...portfolioPage(content) } });
}

/** Writes a case's brief as a Word document with the same words as the PDF; equal content gives equal bytes. */
export function briefDocx(content: BriefContent): Promise<Buffer> {
  return briefWord(briefPage(content));
}

/** Writes the portfolio as a Word document. */
export function portfolioDocx(content: PortfolioContent): Promise<Buffer> {
  return portfolioWord(portfolioPage(content));
}
