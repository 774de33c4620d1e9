import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile, Telling } from './telling.ts';
import type { Tips } from './tips.ts';

/** What triage decided about the tips that did not become a case. */
export async function triage(people: Cast, telling: Telling, tips: Tips): Promise<void> {
  const { analyst, detective } = people;
  await telling.decide(analyst, -74, tips.repeated, {
    decision: 'no_action',
    reasonCode: 'duplicate',
    duplicateOfId: tips.housekeeping.id,
    explanation: 'The same observer; told the hotel’s manager that somebody had come.',
  });
  await telling.decide(detective, -59, tips.school, {
    decision: 'refer_out',
    recipient: 'child_protection',
    recipientName: 'Child protection, Millbrook office',
    how: 'By phone the same afternoon, report sent after it. They lead; we stand by.',
  });
  await telling.decide(analyst, -32, tips.rumor, {
    decision: 'ask_back',
    question:
      'Thank you for calling. Could you say what you saw yourself, and when? Nobody will learn that you called.',
  });
}

/** The case meeting: one that was held, with its minutes, and the next. */
export async function meet(
  hands: Hands,
  people: Cast,
  telling: Telling,
  minutes: { file: CaseFile; outcome: string; task?: string }[],
): Promise<void> {
  const { commander } = people;
  const { ask } = hands;
  const held = telling.at(-7, 9);
  const heading = { title: 'Law enforcement committee', audience: 'law_enforcement' };
  const { id } = await ask(commander, held, 'meetings.prepare', { ...heading, heldOn: telling.day(-7) });
  const { items } = await ask(commander, held, 'meetings.get', { id });
  for (const { file, outcome, task } of minutes) {
    const item = items.find((one: { caseId: string }) => one.caseId === file.id);
    if (!item) continue;
    await ask(commander, telling.at(-7, 10), 'meetings.record', {
      itemId: item.id,
      outcome,
      tasks: task ? [{ title: task, assigneeId: file.lead.id, dueOn: telling.day(3) }] : [],
    });
  }
  const { meeting } = await ask(commander, telling.at(-7, 11), 'meetings.get', { id });
  await ask(commander, telling.at(-7, 11), 'meetings.close', { id, version: meeting.version, state: 'held' });
  await ask(commander, telling.at(-1, 16), 'meetings.prepare', { ...heading, heldOn: telling.day(7) });
}

/** What goes up the chain of command on the last evening. */
export async function report(hands: Hands, people: Cast, telling: Telling, heron: CaseFile): Promise<void> {
  await telling.brief(heron, -1, {
    risks: [{ text: 'Coach changes motels. Without surveillance we may lose sight of two women.' }],
    requests: [{ text: 'Overtime for a third night each week, until the warrant is served', cents: 114_000 }],
  });
  await hands.ask(people.commander, telling.at(-1, 18), 'briefs.makePortfolio', {});
}
