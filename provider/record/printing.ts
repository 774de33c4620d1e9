import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { dayInWords } from '../../kit/documents/pages.ts';
import { PressError, type Printed } from '../../kit/documents/typst.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { recordContract } from './contract.ts';
import { paperIn, type Paper } from './paper.ts';
import type { Entry, Part } from './part.ts';
import { answered, parts } from './parts.ts';
import { readStatements } from './statements.ts';

type All = Handlers<Tables, typeof recordContract>;
type In = z.infer<NonNullable<(typeof recordContract.print)['~orpc']['inputSchema']>>;
type Statement = Awaited<ReturnType<typeof readStatements>>[number];

/** Printing the client's own record. Nothing of it is stored: it goes into the hand of whoever asked for it. */
export function printingHandlers(house: House): Pick<All, 'parts' | 'print'> {
  return {
    parts: async (work, { clientId }) => {
      await clientRow(work, clientId);
      return {
        parts: parts.filter((one) => work.can(one.permission)).map(({ id, usual }) => ({ id, usual })),
      };
    },
    print: async (work, input) => {
      const chosen = parts.filter((one) => input.sections.includes(one.id));
      if (chosen.length < new Set(input.sections).size || chosen.some((one) => !work.can(one.permission)))
        throw refused('sections', 'not_open', 'This part of the record is not open to you.');
      const data = await layOut(house, work, input, chosen);
      const { clientId, language, neutral } = input;
      const ids = chosen.map((one) => one.id);
      work.note(
        'print',
        'clients',
        [clientId],
        { language, neutral, sections: ids },
        { table: 'clients', id: clientId },
      );
      const { pdf, pages } = await printed(house, data);
      return {
        name: `${input.language === 'es' ? 'papeles' : 'papers'}.pdf`,
        pdf: pdf.toString('base64'),
        pages,
      };
    },
  };
}

/**
 * The page as words. A neutral page names no organisation, number or kind of help outside of the parts that the client
 * chose, and neither do its title, author and name. No hash stands on it: a hash of a client's record is of the client.
 */
async function layOut(house: House, work: Work<Tables>, input: In, chosen: readonly Part[]) {
  const paper = paperIn(input.language);
  const { clientId, neutral } = input;
  const client = await clientRow(work, clientId);
  const mayStatements = work.can('record.annotate');
  const statements = mayStatements ? await readStatements(house, work, clientId) : [];
  const built = [];
  for (const part of chosen)
    built.push(printPart(paper, part, await part.build({ house, work, clientId, paper }), statements));
  const left = parts.filter((one) => !chosen.includes(one)).map((one) => paper.say(`part.${one.id}`));
  const today = work.now.toISOString().slice(0, 10);
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number);
  return {
    language: input.language,
    title: paper.say(neutral ? 'title.neutral' : 'title.open'),
    above: neutral ? '' : await organisationName(work),
    lines: [
      paper.say('printed', { day: dayInWords(today, input.language) }),
      ...(neutral ? [] : [paper.say('number', { number: client.number })]),
    ],
    lead: [paper.say('lead'), paper.say('keep')],
    parts: built,
    leftOut: left.length > 0 ? paper.say('leftOut', { parts: left.join(', ') }) : '',
    page: paper.say('page'),
    of: paper.say('of'),
    boxes: paper.say('boxes'),
    date: [year, month, date],
  };
}

async function organisationName({ db, account }: Work<Tables>): Promise<string> {
  const row = await db
    .selectFrom('agencies')
    .select('name')
    .where('id', '=', account.agencyId)
    .executeTakeFirst();
  return row?.name ?? '';
}

function printPart(
  paper: Paper,
  part: Part,
  { entries, cut }: { entries: Entry[]; cut?: number },
  statements: readonly Statement[],
) {
  return {
    title: paper.say(`part.${part.id}`),
    lead: ['details', 'notes', 'releases', 'disclosures'].includes(part.id)
      ? paper.say(`lead_.${part.id}`)
      : '',
    none: paper.say(`none.${part.id}`),
    cut: cut === undefined ? '' : paper.say('onlyLatest', { many: cut }),
    entries: entries.map(({ heading, facts, texts, about }) => ({
      heading,
      facts,
      texts,
      beside: statements
        .filter((one) => one.subject === about?.subject && one.subjectId === about.id)
        .map((one) => [
          paper.say('youSaid', { day: dayInWords(one.saidOn, paper.language), words: one.words }),
          ...answered(paper, one),
        ]),
    })),
  };
}

async function printed(house: House, data: Record<string, unknown>): Promise<Printed> {
  const template = readFileSync(new URL('./record.typ', import.meta.url), 'utf8');
  try {
    return await house.press.print({ template, data });
  } catch (error) {
    if (error instanceof PressError) throw new Problem('busy');
    throw error;
  }
}
