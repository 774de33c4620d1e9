/** The form of a release as a document: to read, to sign, to hand over and to take back. */
import { readFileSync } from 'node:fs';
import {
  dayInWords,
  furnitureFor,
  printedFurniture,
  type DocumentLanguage,
} from '../../kit/documents/pages.ts';
import { PressError } from '../../kit/documents/typst.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { Signature } from './contract.ts';
import { clientOf, releaseRow, type ReleaseRecord } from './drafting.ts';
import { formWords } from './form-words.ts';
import { openSignatures, openTexts, type Kept } from './keeping.ts';
import enWords from './words/en.json' with { type: 'json' };
import esWords from './words/es.json' with { type: 'json' };

type Group = 'field' | 'purpose' | 'came' | 'signer';
const screenWords = { en: enWords, es: esWords } as const;
const word = (language: DocumentLanguage, group: Group, id: string): string =>
  (screenWords[language][group] as Record<string, string>)[id] ?? id;

type Form = {
  row: ReleaseRecord;
  alias: string;
  kept: Kept;
  signatures: Signature[];
  language: DocumentLanguage;
  explainedBy: string;
  signedWith: string;
  madeBy: { name: string; agency: string };
  madeAt: string;
};

/** Prints the form in English or Spanish. The exact texts are in it, so the opening is written down. */
export async function printForm(
  house: House,
  work: Work<Tables>,
  { id, language }: { id: string; language: DocumentLanguage },
) {
  const row = await releaseRow(work, id);
  const client = await clientOf(work, row.clientId);
  const names = await namesOf(work, [row.explainedBy, row.signedWith]);
  const { name: agency } = await work.db
    .selectFrom('agencies')
    .select('name')
    .where('id', '=', work.account.agencyId)
    .executeTakeFirstOrThrow();
  const data = formPage({
    row,
    alias: client.alias,
    kept: await openTexts(house, row.clientId, id, row.textsSealed),
    signatures: await openSignatures(house, row.clientId, id, row.signingSealed),
    language,
    explainedBy: names(row.explainedBy),
    signedWith: names(row.signedWith),
    madeBy: { name: work.account.displayName, agency },
    madeAt: work.now.toISOString(),
  });
  work.note('unmask', 'releases', [id], { as: 'pdf' }, { table: 'clients', id: row.clientId });
  const template = readFileSync(new URL('./form.typ', import.meta.url), 'utf8');
  const { pdf } = await house.press.print({ template, data }).catch((error: unknown) => {
    throw error instanceof PressError ? new Problem('busy') : error;
  });
  return { name: `release-${work.now.toISOString().slice(0, 10)}.pdf`, pdf: pdf.toString('base64') };
}

async function namesOf({ db }: Work<Tables>, ids: (string | null)[]) {
  const known = ids.filter((id) => id !== null);
  const rows =
    known.length === 0
      ? []
      : await db.selectFrom('accounts').select(['id', 'displayName']).where('id', 'in', known).execute();
  return (id: string | null) => rows.find((one) => one.id === id)?.displayName ?? '';
}

/** The form in words, as the template prints it. */
export function formPage(form: Form): Record<string, unknown> {
  const { row, kept, language } = form;
  const words = formWords[language];
  const day = (at: Date) => dayInWords(at.toISOString().slice(0, 10), language);
  const over = row.state === 'expired' || row.state === 'revoked';
  const signed = row.state === 'signed' || row.state === 'live';
  const furniture = furnitureFor(row.id, {
    title: words.title,
    language,
    label: over ? words.overLabel : signed ? words.label(day(row.untilAt)) : words.draftLabel,
    period: { from: form.madeAt.slice(0, 10), to: row.untilAt.toISOString().slice(0, 10) },
    madeBy: form.madeBy,
    madeAt: form.madeAt,
    version: row.version,
  });
  return {
    // No hash of what the person says goes on paper; the number of the form tells it apart.
    furniture: { ...printedFurniture(furniture), fingerprint: words.form(row.id) },
    title: words.title,
    facts: [
      { name: words.person, value: form.alias },
      { name: words.recipient, value: row.recipientName === '' ? kept.recipient : row.recipientName },
      { name: words.purpose, value: word(language, 'purpose', row.purpose) },
      { name: words.until, value: day(row.untilAt) },
    ],
    what: {
      heading: words.what,
      rows: row.fields.map((field) => ({
        name: word(language, 'field', field),
        text: kept.texts[field] ?? '',
      })),
    },
    lists: [
      { heading: words.rights, items: words.rightsList },
      { heading: words.risks, items: words.risksList },
    ],
    signatures: signaturesIn(form, day),
  };
}

function signaturesIn(
  { row, signatures, language, explainedBy, signedWith }: Form,
  day: (at: Date) => string,
) {
  const words = formWords[language];
  const notes = [
    row.explainedAt && row.cameBy
      ? words.explained(word(language, 'came', row.cameBy).toLowerCase(), explainedBy, day(row.explainedAt))
      : '',
    row.signedAt ? words.signedOn(day(row.signedAt), signedWith) : '',
    row.aloneByLaw ? words.aloneByLaw : '',
    row.signers.some((one) => one !== 'client') ? words.notAbuser : '',
  ].filter((one) => one !== '');
  const lines = row.signedAt
    ? [{ name: words.takeBack, date: words.lines.date }]
    : [
        { name: words.lines.client, date: words.lines.date },
        { name: words.lines.other, date: words.lines.date },
      ];
  return {
    heading: words.signatures,
    notes,
    rows: signatures.map((one) => ({
      name: `${one.name} (${word(language, 'signer', one.as).toLowerCase()})`,
      note: one.how === 'paper' ? words.paper(one.keptAt) : one.how === 'typed' ? words.byName : '',
      drawing: one.how === 'drawn' ? drawing(one.strokes) : '',
    })),
    lines,
  };
}

/** Drawn lines as a picture. They are whole numbers by contract: nothing a person typed gets in. */
export function drawing(strokes: Signature['strokes']): string {
  const paths = strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => `<path d="M${stroke.map(([x, y]) => `${x} ${y}`).join('L')}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 400" width="1000" height="400"><g fill="none" stroke="#1b2430" stroke-width="6" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g></svg>`;
}
