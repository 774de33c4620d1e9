import { listGiven, listNeeds, readGoals, readSafety } from '../services/opening.ts';
import { day, facts, label, MOST, type Tools } from './part.ts';

export async function buildNeeds({ house, work, clientId, paper }: Tools) {
  const { rows } = (await listNeeds(house, work, clientId)) as {
    rows: (Record<'id' | 'kind' | 'wanted' | 'status' | 'openedOn' | 'words' | 'byOther', string> &
      Record<'metBy' | 'unmetReason' | 'settledOn', string | null>)[];
  };
  return {
    entries: rows.map((row) => ({
      heading: paper.word('need', row.kind),
      facts: facts(
        [label(paper, 'wanted'), paper.word('wish', row.wanted)],
        [label(paper, 'status'), paper.word('needStatus', row.status)],
        [label(paper, 'unmetReason'), row.unmetReason && paper.word('unmetReason', row.unmetReason)],
        [label(paper, 'metBy'), row.metBy && paper.word('metBy', row.metBy)],
        [label(paper, 'byOther'), row.byOther],
        [label(paper, 'openedOn'), day(paper, row.openedOn)],
        [label(paper, 'settledOn'), day(paper, row.settledOn)],
      ),
      texts: row.words === '' ? [] : [row.words],
      about: { subject: 'need' as const, id: row.id },
    })),
  };
}

export async function buildServices({ house, work, clientId, paper }: Tools) {
  const { rows, total } = (await listGiven(house, work, { clientId, page: 1 }, MOST)) as {
    rows: (Record<'id' | 'kind' | 'givenOn' | 'givenByName' | 'words', string> & {
      amount: number | null;
      unit: string | null;
      withdrawn: boolean;
      correctedBy: string | null;
      reason: string;
    })[];
    total: { count: number };
  };
  return {
    entries: rows.map((row) => ({
      heading: `${day(paper, row.givenOn) ?? ''} · ${paper.word('need', row.kind)}`,
      facts: facts(
        [label(paper, 'amount'), row.unit && `${row.amount} ${paper.word('unit', row.unit)}`],
        [label(paper, 'givenBy'), row.givenByName],
      ),
      texts: [
        row.words,
        row.withdrawn ? paper.say('withdrawn') : '',
        row.correctedBy === null ? '' : paper.say('corrected'),
        row.reason === '' ? '' : `${paper.say('correction')}: ${row.reason}`,
      ].filter((one) => one !== ''),
      about: { subject: 'service' as const, id: row.id },
    })),
    ...(total.count > MOST ? { cut: MOST } : {}),
  };
}

export async function buildGoals({ house, work, clientId, paper }: Tools) {
  type Step = { words: string; byWhom: string; who: string | null; dueOn: string | null; state: string };
  const { rows } = (await readGoals(house, work, clientId)) as {
    rows: {
      id: string;
      words: string;
      setOn: string;
      state: string;
      endedOn: string | null;
      steps: Step[];
    }[];
  };
  return {
    entries: rows.map((row) => ({
      heading: row.words,
      facts: facts(
        [label(paper, 'setOn'), day(paper, row.setOn)],
        [label(paper, 'status'), paper.word('goalState', row.state)],
        [label(paper, 'endedOn'), day(paper, row.endedOn)],
      ),
      texts: row.steps.map((step) =>
        [
          `${paper.word('stepState', step.state)}: ${step.words}`,
          step.who ?? paper.word('stepDoer', step.byWhom),
          step.dueOn ? paper.say('field.dueOn', { day: day(paper, step.dueOn) ?? '' }) : '',
        ]
          .filter((one) => one !== '')
          .join(' · '),
      ),
      about: { subject: 'goal' as const, id: row.id },
    })),
  };
}

export async function buildSafety({ house, work, clientId, paper }: Tools) {
  const { plan, editions } = await readSafety(house, work, clientId);
  const last = editions[0];
  if (!plan || !last) return { entries: [] };
  const { callFirst, safePlaces, ...texts } = plan;
  return {
    entries: [
      {
        heading: paper.say('field.edition', { n: last.edition }),
        facts: facts(
          [label(paper, 'reviewedOn'), day(paper, last.reviewedOn)],
          [label(paper, 'nextReviewOn'), day(paper, last.nextReviewOn)],
          ...callFirst.map((one): [string, string] => [
            label(paper, 'callFirst'),
            [one.name, one.how, one.when].filter((part) => part !== '').join(' · '),
          ]),
          ...safePlaces.map((one): [string, string] => [
            label(paper, 'safePlaces'),
            [one.place, one.howToGet].filter((part) => part !== '').join(' · '),
          ]),
          ...Object.entries(texts).map(([field, words]): [string, string] => [label(paper, field), words]),
        ),
        texts: [],
        about: { subject: 'safety_plan' as const, id: last.id },
      },
    ],
  };
}
