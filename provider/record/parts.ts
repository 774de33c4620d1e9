import { dayInWords } from '../../kit/documents/pages.ts';
import { clientRow } from '../clients/opening.ts';
import { openConversations, readDetails } from '../clients/opening-details.ts';
import type { House } from '../house.ts';
import { readNotes } from '../services/opening.ts';
import { sections as detailSections, type Section } from '../vocabulary/clients.ts';
import { readLog } from './log.ts';
import type { Paper } from './paper.ts';
import { day, facts, label, MOST, type Entry, type Part, type Tools } from './part.ts';
import { buildReleases } from './parts-releases.ts';
import { buildGoals, buildNeeds, buildSafety, buildServices } from './parts-services.ts';
import { readStatements } from './statements.ts';

/** The parts in the order of print; what the client gave permission for stands before what was given out. */
export const parts: readonly Part[] = [
  { id: 'facts', permission: 'clients.read', usual: true, build: buildFacts },
  { id: 'details', permission: 'clients.details', usual: true, build: buildDetails },
  { id: 'needs', permission: 'services.read', usual: true, build: buildNeeds },
  { id: 'services', permission: 'services.read', usual: true, build: buildServices },
  { id: 'goals', permission: 'plans.read', usual: true, build: buildGoals },
  // On paper a safety plan may be found by whoever it protects against, so it is printed only when it is chosen.
  { id: 'safety', permission: 'plans.read', usual: false, build: buildSafety },
  { id: 'conversations', permission: 'clients.screen', usual: false, build: buildConversations },
  { id: 'notes', permission: 'notes.read', usual: false, build: buildNotes },
  { id: 'releases', permission: 'releases.read', usual: true, build: buildReleases },
  { id: 'disclosures', permission: 'clients.read', usual: true, build: buildLog },
  { id: 'statements', permission: 'record.annotate', usual: true, build: buildStatements },
];

async function buildFacts({ work, clientId, paper }: Tools) {
  const row = await clientRow(work, clientId);
  const team = await work.db
    .selectFrom('clientTeam as m')
    .innerJoin('accounts as a', 'a.id', 'm.accountId')
    .select('a.displayName')
    .where('m.clientId', '=', clientId)
    .where('m.endedAt', 'is', null)
    .orderBy('m.since')
    .execute();
  const named = new Intl.DisplayNames([paper.language], { type: 'language' });
  return {
    entries: [
      {
        heading: '',
        facts: facts(
          [label(paper, 'alias'), row.alias],
          [label(paper, 'intakeOn'), day(paper, row.intakeOn)],
          [label(paper, 'state'), paper.word('state', row.state)],
          [
            label(paper, 'language'),
            row.language === 'und' ? paper.word('language', 'und') : (named.of(row.language) ?? row.language),
          ],
          [label(paper, 'interpreter'), paper.word('interpreter', row.interpreter)],
          [label(paper, 'ageGroup'), paper.word('ageGroup', row.ageGroup)],
          [label(paper, 'genderGroup'), paper.word('genderGroup', row.genderGroup)],
          [label(paper, 'cameBy'), paper.word('cameBy', row.cameBy)],
          [label(paper, 'team'), team.map((one) => one.displayName).join(', ')],
        ),
        texts: [],
      },
    ],
  };
}

/** Lists whose words a field of the details takes; every other closed word is an answer. */
const wordLists: Record<string, string> = {
  channel: 'channel',
  safety: 'safety',
  kind: 'place',
  relation: 'relation',
  serviceEligibility: 'eligible',
  trafficking: 'trafficking',
};
const CODES = new Set(['yes', 'no', 'unknown', 'declined']);

async function buildDetails({ house, work, clientId, paper }: Tools) {
  const { sections } = await readDetails(house as House, work, {
    id: clientId,
    sections: [...detailSections],
  });
  const entries: Entry[] = [];
  for (const section of detailSections) {
    const value = (sections as Partial<Record<Section, unknown>>)[section];
    if (value === undefined) continue;
    const rows = (value as { rows?: object[] }).rows ?? [value as object];
    rows.forEach((row, i) =>
      entries.push({
        heading: i === 0 ? paper.word('detail', `${section}.title`) : '',
        facts: detailFacts(paper, section, row),
        texts: [],
      }),
    );
  }
  return { entries: entries.filter((one) => one.facts.length > 0) };
}

function detailFacts(paper: Paper, section: Section, row: object): [string, string][] {
  const hidden = (row as { hidden?: boolean }).hidden === true;
  const shown = Object.entries(row).flatMap(([field, value]): [string, string][] => {
    if (field === 'hidden' || value === null || value === '') return [];
    const name = paper.word('detail', `${section}.${field}`);
    if (field === 'address' && hidden) return [[name, label(paper, 'hiddenAddress')]];
    if (typeof value === 'boolean') return value ? [[name, paper.say('yes')]] : [];
    const words = String(value);
    const list = wordLists[field];
    if (list) return [[name, paper.word(list, words)]];
    if (CODES.has(words)) return words === 'unknown' ? [] : [[name, paper.word('answer', words)]];
    return [[name, /^\d{4}-\d\d-\d\d$/.test(words) ? dayInWords(words, paper.language) : words]];
  });
  return shown;
}

async function buildConversations({ house, work, clientId, paper }: Tools) {
  const rows = await openConversations(house, work, clientId);
  return {
    entries: rows.map((row) => ({
      heading: `${day(paper, row.heldOn) ?? ''} · ${paper.word('tool', `${row.tool}.title`)}`,
      facts: facts(
        [label(paper, 'askedBy'), row.askedBy],
        ...Object.entries(row.answers).map(([question, answer]): [string, string] => [
          paper.word('question', question),
          paper.word('reply', answer),
        ]),
      ),
      texts: row.note === '' ? [] : [row.note],
    })),
  };
}

async function buildNotes({ house, work, clientId, paper }: Tools) {
  const { rows, total } = (await readNotes(house, work, clientId, 1, MOST)) as {
    rows: Record<'id' | 'kind' | 'happenedOn' | 'words' | 'writtenBy', string>[];
    total: { count: number };
  };
  return {
    entries: rows.map((row) => ({
      heading: `${day(paper, row.happenedOn) ?? ''} · ${paper.word('noteKind', row.kind)}`,
      facts: facts([label(paper, 'writtenBy'), row.writtenBy]),
      texts: row.words.split('\n').filter((one) => one.trim() !== ''),
      about: { subject: 'note' as const, id: row.id },
    })),
    ...(total.count > MOST ? { cut: MOST } : {}),
  };
}

async function buildLog({ house, work, clientId, paper }: Tools) {
  const rows = await readLog(house, work, clientId);
  return {
    entries: rows.map((row) => ({
      heading: `${day(paper, row.at) ?? ''} · ${paper.word('disclosureKind', row.kind)}`,
      facts: facts(
        [
          label(paper, 'recipient'),
          [row.recipient, paper.word('recipientKind', row.recipientKind)]
            .filter((one) => one !== '')
            .join(', '),
        ],
        [
          label(paper, 'fields'),
          row.fields.map((one) => paper.word('givenField', one.replaceAll('.', '_'))).join(', '),
        ],
        [label(paper, 'basis'), paper.word('disclosureBasis', row.basis)],
        row.toldClientAt
          ? [label(paper, 'toldOn'), day(paper, row.toldClientAt)]
          : [label(paper, 'notTold'), paper.say('yes')],
      ),
      texts: [],
      about: { subject: 'disclosure' as const, id: row.id },
    })),
  };
}

async function buildStatements({ house, work, clientId, paper }: Tools) {
  const rows = await readStatements(house, work, clientId);
  return {
    entries: rows.map((row) => ({
      heading: `${day(paper, row.saidOn) ?? ''} · ${paper.word('statementKind', row.kind)}`,
      facts: facts([label(paper, 'subject'), paper.word('statementSubject', row.subject)]),
      texts: [row.words, ...answered(paper, row)],
    })),
  };
}

/** What became of a statement, as sentences. */
export function answered(
  paper: Paper,
  row: { state: string; answer: string; answeredAt: string | null },
): string[] {
  if (row.answeredAt === null) return [paper.say('waiting')];
  const on = day(paper, row.answeredAt) ?? '';
  return [
    row.state === 'corrected' ? paper.say('corrected', { day: on }) : paper.say('keptBeside'),
    ...(row.answer === '' ? [] : [paper.say('weAnswered', { day: on, words: row.answer })]),
  ];
}
