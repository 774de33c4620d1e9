import type { Hands, Person } from './hands.ts';

/** A case of the world: who leads it and its strands by the names the story gives them. */
export type CaseFile = {
  id: string;
  number: string;
  type: string;
  lead: Person;
  strands: Map<string, string>;
};

export type NewStrand = { label: string; kind: string; [field: string]: unknown };
type Hours = { who?: Person; day?: number; minutes: number }[];
type Costs = { kind: string; amountCents: number; reason?: string }[];

/** Sentences of the story, each one or a few procedures. Days are counted from today, hours are those of the recording. */
export type Telling = ReturnType<typeof tellingWith>;

const goals = [
  'goals',
  'partner_commitments',
  'money_trail_plan',
  'victim_recovery_and_safety_plan',
  'threat_assessment',
  'deconfliction',
];

export function tellingWith(hands: Hands) {
  const { day, at } = hands.calendar;
  const { ask } = hands;
  const strandOf = (file: CaseFile, label?: string): string | null => {
    if (label === undefined) return null;
    const id = file.strands.get(label);
    if (id === undefined) throw new Error(`There is no strand “${label}” in the story.`);
    return id;
  };
  const strandVersion = async (file: CaseFile, label: string, when: Date): Promise<number> =>
    (await ask(file.lead, when, 'strands.read', { id: strandOf(file, label) })).strand.version;

  return {
    day,
    at,
    /** Opens a case with its strands. */
    async open(
      lead: Person,
      on: number,
      input: Record<string, unknown> & { type: string; strands: NewStrand[] },
    ): Promise<CaseFile> {
      const made = await ask(lead, at(on, 9), 'cases.open', { openedOn: day(on), ...input });
      const strands = new Map(input.strands.map((strand, index) => [strand.label, made.strandIds[index]]));
      return { id: made.id, number: made.number, type: input.type, lead, strands };
    },
    /** What triage decided about a tip. */
    async decide(who: Person, on: number, tip: { id: string }, input: Record<string, unknown>, hour = 9) {
      const when = at(on, hour);
      const { version } = await ask(who, when, 'tips.open', { id: tip.id });
      return ask(who, when, 'tips.decide', { id: tip.id, version, ...input });
    },
    readCase: (file: CaseFile, on: number) => ask(file.lead, at(on, 9, 15), 'cases.read', { id: file.id }),
    async summarize(file: CaseFile, on: number, summary: string, handling: string[] = []) {
      const when = at(on, 9, 30);
      const page = await ask(file.lead, when, 'cases.read', { id: file.id });
      const { version, title, type, leadAgency } = page;
      const input = { id: file.id, version, title, type, leadAgencyId: leadAgency.id, summary, handling };
      await ask(file.lead, when, 'cases.change', input);
    },
    async letIn(file: CaseFile, on: number, who: Person, capacity: string, reason: string) {
      const input = { caseId: file.id, accountId: who.id, capacity, reason };
      await ask(file.lead, at(on, 9, 40), 'cases.addMember', input);
    },
    async addStrand(file: CaseFile, on: number, strand: NewStrand) {
      const input = { caseId: file.id, strand: { openedOn: day(on), type: file.type, ...strand } };
      const { id } = await ask(file.lead, at(on, 11), 'strands.add', input);
      file.strands.set(strand.label, id);
    },
    /** Logs an activity; by default the one who logs it worked on it. */
    async log(
      file: CaseFile,
      on: number,
      kind: string,
      title: string,
      more: {
        by?: Person;
        strand?: string;
        hours?: Hours;
        costs?: Costs;
        engages?: boolean;
        text?: string;
        late?: number;
        handling?: string[];
      } = {},
    ): Promise<string> {
      const by = more.by ?? file.lead;
      const { id } = await ask(by, at(on + (more.late ?? 0), 17), 'activities.log', {
        caseId: file.id,
        strandId: strandOf(file, more.strand),
        kind,
        title,
        description: more.text ?? '',
        happenedOn: day(on),
        engagesTarget: more.engages ?? null,
        handling: more.handling ?? [],
        work: (more.hours ?? []).map((one) => ({
          accountId: (one.who ?? by).id,
          minutes: one.minutes,
          day: day(on),
        })),
        costs: more.costs ?? [],
      });
      return id;
    },
    /** Settles the checklist of a strand; the items of `waived` with their reason, those of `open` not at all. */
    async settleChecklist(
      file: CaseFile,
      on: number,
      label: string,
      waived: Record<string, string> = {},
      open: string[] = [],
    ) {
      for (const item of goals.filter((one) => !open.includes(one))) {
        const reason = waived[item] ?? null;
        const input = {
          id: strandOf(file, label),
          item,
          version: 0,
          state: reason ? 'waived' : 'present',
          reason,
        };
        await ask(file.lead, at(on, 15), 'strands.answerItem', input);
      }
    },
    /** A strand enters another phase; `recorded` days later when it was written down late. */
    async move(
      file: CaseFile,
      on: number,
      label: string,
      to: string,
      event: string,
      more: { recorded?: number; reason?: string; activityId?: string } = {},
    ) {
      const when = at(on + (more.recorded ?? 0), 18);
      await ask(file.lead, when, 'strands.move', {
        id: strandOf(file, label),
        version: await strandVersion(file, label, when),
        to,
        event,
        effectiveOn: day(on),
        reason: more.reason ?? null,
        activityId: more.activityId ?? null,
      });
    },
    /** A move against the order of the phases: asked for with a reason, signed by a supervisor. */
    async moveBack(
      file: CaseFile,
      on: number,
      label: string,
      to: string,
      event: string,
      reason: string,
      supervisor: Person,
    ) {
      const input = {
        kind: 'move',
        strandId: strandOf(file, label),
        to,
        event,
        effectiveOn: day(on),
        reason,
      };
      const { id } = await ask(file.lead, at(on, 16), 'requests.ask', input);
      const waiting = await ask(supervisor, at(on, 17), 'requests.waiting', { caseId: file.id });
      const { version } = waiting.rows.find((row: { id: string }) => row.id === id);
      const note = 'Agreed; nothing is lost by waiting.';
      await ask(supervisor, at(on, 17, 5), 'requests.decide', { id, version, approve: true, note });
    },
    async closeStrand(file: CaseFile, on: number, label: string, closeReason: string, reason: string) {
      const when = at(on, 16);
      const version = await strandVersion(file, label, when);
      const input = { id: strandOf(file, label), version, closeReason, effectiveOn: day(on), reason };
      await ask(file.lead, when, 'strands.close', input);
    },
    async close(file: CaseFile, on: number, closeReason: string, reason: string) {
      const when = at(on, 17);
      const { version } = await ask(file.lead, when, 'cases.read', { id: file.id });
      await ask(file.lead, when, 'cases.close', {
        id: file.id,
        version,
        closedOn: day(on),
        closeReason,
        reason,
      });
    },
    /** Adds a task; `done` settles it with its outcome. */
    async task(
      file: CaseFile,
      on: number,
      kind: string,
      title: string,
      more: {
        due?: number;
        for?: Person;
        strand?: string;
        by?: Person;
        done?: { on: number; outcome: string };
      } = {},
    ) {
      const { id } = await ask(more.by ?? file.lead, at(on, 12), 'tasks.add', {
        caseId: file.id,
        strandId: strandOf(file, more.strand),
        kind,
        title,
        dueOn: more.due === undefined ? null : day(more.due),
        assigneeId: (more.for ?? file.lead).id,
      });
      if (!more.done) return;
      const input = { id, version: 1, state: 'done', outcome: more.done.outcome };
      await ask(more.for ?? file.lead, at(more.done.on, 16), 'tasks.settle', input);
    },
    async note(
      file: CaseFile,
      on: number,
      kind: string,
      body: string,
      more: { by?: Person; handling?: string[]; strand?: string } = {},
    ) {
      await ask(more.by ?? file.lead, at(on, 14), 'notes.write', {
        caseId: file.id,
        strandId: strandOf(file, more.strand),
        kind,
        body,
        happenedOn: day(on),
        handling: more.handling ?? [],
      });
    },
    async question(
      file: CaseFile,
      on: number,
      question: string,
      decider: Person,
      neededBy: number,
      strand?: string,
    ): Promise<string> {
      const strandId = strandOf(file, strand);
      const input = {
        caseId: file.id,
        question,
        deciderId: decider.id,
        neededBy: day(neededBy),
        ...(strandId ? { strandId } : {}),
      };
      return (await ask(file.lead, at(on, 13), 'decisions.ask', input)).id;
    },
    async brief(file: CaseFile, on: number, more: Record<string, unknown> = {}) {
      await ask(file.lead, at(on, 17, 30), 'briefs.make', { caseId: file.id, ...more });
    },
    async link(file: CaseFile, on: number, other: CaseFile, kind: string, reason: string) {
      await ask(file.lead, at(on, 15), 'links.make', {
        caseId: file.id,
        otherCaseId: other.id,
        kind,
        reason,
      });
    },
  };
}
