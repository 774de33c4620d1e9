/** The agenda of a meeting with its minutes as a document: what this reader may see of it, at this moment. */
import { readFileSync } from 'node:fs';
import { dayInWords, furnitureFor, printedFurniture } from '../../kit/documents/pages.ts';
import type { Press } from '../../kit/documents/typst.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import { labelOf } from '../vocabulary/words.ts';
import type { Language } from '../vocabulary/words.ts';
import { labelsInWords } from './brief-sentences.ts';
import type { Meeting, MeetingItem } from './contract-meetings.ts';

const en = {
  day: 'Day',
  audience: 'For',
  chair: 'Chair',
  law_enforcement: 'Law enforcement',
  all_members: 'All members',
  none: 'No case to speak about.',
  lead: (who: string) => `lead ${who}`,
  byHand: (why: string) => `Added: ${why}`,
  task: (title: string) => `Task: ${title}`,
};
const es: typeof en = {
  day: 'Día',
  audience: 'Para',
  chair: 'Preside',
  law_enforcement: 'Fuerzas del orden',
  all_members: 'Todos los miembros',
  none: 'Ningún caso de que hablar.',
  lead: (who) => `a cargo de ${who}`,
  byHand: (why) => `Añadido: ${why}`,
  task: (title) => `Tarea: ${title}`,
};
const sentences: Readonly<Record<Language, typeof en>> = { en, es };

export type Agenda = {
  meeting: Meeting;
  items: MeetingItem[];
  language: Language;
  madeBy: { name: string; agency: string };
  /** ISO 8601 instant in UTC. */
  madeAt: string;
};

/** Prints an agenda as tagged PDF/UA-1. Rejects with PressError. */
export async function agendaPdf(press: Press, agenda: Agenda): Promise<Buffer> {
  const template = readFileSync(new URL('./agenda.typ', import.meta.url), 'utf8');
  return (await press.print({ template, data: agendaPage(agenda) })).pdf;
}

function agendaPage(agenda: Agenda) {
  const { meeting, language, madeBy, madeAt } = agenda;
  const words = sentences[language];
  const items = agenda.items.filter((item) => item.removedAt === null);
  const kept = items.flatMap((item) => item.minutes.flatMap((one) => one.handling));
  const label = labelsInWords(
    handlingLabels.filter((one) => one === 'law_enforcement_sensitive' || kept.includes(one)),
    language,
  );
  const furniture = furnitureFor(agenda, {
    title: meeting.title,
    language,
    label,
    period: { from: meeting.heldOn, to: meeting.heldOn },
    madeBy,
    madeAt,
    version: meeting.version,
  });
  return {
    furniture: printedFurniture(furniture),
    title: meeting.title,
    facts: [
      { name: words.day, value: dayInWords(meeting.heldOn, language) },
      { name: words.audience, value: words[meeting.audience] },
      { name: words.chair, value: meeting.chair },
    ],
    none: words.none,
    items: items.map((item) => itemInWords(item, language)),
  };
}

function itemInWords(item: MeetingItem, language: Language) {
  const words = sentences[language];
  const type = labelOf('traffickingType', item.type, language);
  const phases = ['pre_operational', 'operational', 'post_operational'] as const;
  return {
    heading: `${item.place}. ${item.number}`,
    about: [type, item.agency, item.lead === null ? '' : words.lead(item.lead)].filter(Boolean).join(', '),
    picture: phases.map((phase) => `${labelOf('phase', phase, language)} ${item.picture[phase]}`).join(', '),
    points: [
      ...item.points.map((point) => {
        const strands = point.strands.map((strand) => strand.label).join(', ');
        const reason = labelOf('agendaReason', point.reason, language);
        return strands === '' ? `${reason} (${point.count})` : `${reason}: ${strands}`;
      }),
      ...(item.addReason === null ? [] : [words.byHand(item.addReason)]),
    ],
    minutes: item.minutes.flatMap((one) => [
      { text: one.outcome, tail: `${one.recordedBy}, ${dayInWords(one.recordedAt.slice(0, 10), language)}` },
      ...one.tasks.map((task) => ({
        text: words.task(task.title),
        tail: [task.assignee, task.dueOn && dayInWords(task.dueOn, language)].filter(Boolean).join(', '),
      })),
    ]),
  };
}
