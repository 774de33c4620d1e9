import type { Hands, Person } from './hands.ts';
import type { Cast } from './joining.ts';

const HOUR = 3_600_000;
const place = { address: null, lat: null, lon: null, zip: null, note: null };
const post = {
  stageId: null,
  accountId: null,
  personName: null,
  agencyId: null,
  providerId: null,
  duties: '',
  contact: null,
  radio: null,
  backupPostId: null,
};

/** What a plan of the world needs to be told of; the rest of it comes from the template of its kind. */
export type PlanTold = {
  title: string;
  kind: string;
  type: string;
  /** Hours from now until it begins: plans lie ahead, whatever becomes of them. */
  inHours: number;
  hours: number;
  /** Away from everything else that is planned, so that it meets nobody. Degrees. */
  lat: number;
  lon: number;
  objective?: string;
  head?: object;
};

/** The sentences in which plans of operations are told: each is one or a few procedures. */
export function planningWith(hands: Hands, people: Cast) {
  const savePart = (who: Person, when: Date, operationId: string, part: string, value: object) =>
    hands.ask(who, when, 'operations.savePart', { operationId, part, id: null, version: null, value });
  const standing = (who: Person, when: Date, operationId: string) =>
    hands.ask(who, when, 'operations.approval', { operationId });
  return {
    savePart,
    /** Opens an operation with a scene, who commands there and by what right. */
    async plan(who: Person, when: Date, told: PlanTold): Promise<string> {
      const begins = Math.ceil(hands.calendar.ago(0).getTime() / HOUR) * HOUR + told.inHours * HOUR;
      const { id } = await hands.ask(who, when, 'operations.open', {
        title: told.title,
        kind: told.kind,
        type: told.type,
        plannedFrom: new Date(begins).toISOString(),
        plannedUntil: new Date(begins + told.hours * HOUR).toISOString(),
        victimsForeseen: 'no',
        minorsPossible: 'no',
        ...(told.objective === undefined ? {} : { objective: told.objective }),
        ...told.head,
      });
      const { lat, lon } = told;
      await savePart(who, when, id, 'place', { ...place, kind: 'scene', label: 'Address', lat, lon });
      await savePart(who, when, id, 'post', {
        ...post,
        accountId: who.id,
        agencyId: who.agencyId,
        role: 'commander_on_scene',
        placeKind: 'scene',
        contact: '555-0142',
      });
      await savePart(who, when, id, 'authority', {
        kind: 'consent',
        reference: null,
        covers: 'Talking at the door, and going in where somebody asks us in.',
        issuedAt: null,
        expiresAt: null,
      });
      return id;
    },
    /** Settles what still holds up the start and a person can settle; all of it, or the first `most`. */
    async settle(who: Person, when: Date, operationId: string, most = 99): Promise<void> {
      const { items } = await hands.ask(who, when, 'operations.gate', { operationId });
      const open = items.filter(
        (one: { state: string; critical: boolean; by: string }) =>
          one.state === 'open' && one.critical && one.by !== 'record',
      );
      for (const one of open.slice(0, most))
        await hands.ask(who, when, 'operations.settleItem', {
          operationId,
          item: one.item,
          version: one.version,
          state: 'done',
          evidence: 'Talked through at the briefing; written down in the annex of the plan.',
        });
    },
    /** The regional system was asked with the sheet, and knew of nothing else there. */
    async handOff(who: Person, when: Date, operationId: string): Promise<void> {
      const { entry } = await hands.ask(who, when, 'deconfliction.ofOperation', { operationId });
      await hands.ask(who, when, 'deconfliction.recordHandoff', {
        id: entry.id,
        system: 'SAFETNet',
        state: 'answered',
        reference: `SN-${operationId.slice(0, 6)}`,
        result: 'no_conflict',
        reason: null,
      });
    },
    async askApproval(who: Person, when: Date, operationId: string): Promise<void> {
      const { version } = await standing(who, when, operationId);
      await hands.ask(who, when, 'operations.askApproval', { operationId, version });
    },
    /** Signs with those whom the risk asks for. */
    async approve(when: Date, operationId: string): Promise<void> {
      const { wanted, revision } = await standing(people.analyst, when, operationId);
      const signers = wanted.includes('prosecutor')
        ? [people.commander, people.prosecutor]
        : [people.commander];
      for (const who of signers) await hands.ask(who, when, 'operations.sign', { operationId, revision });
    },
    async move(who: Person, when: Date, operationId: string, procedure: 'start' | 'end' | 'close') {
      const { version } = await standing(who, when, operationId);
      await hands.ask(who, when, `operations.${procedure}`, { operationId, version });
    },
  };
}
export type Planning = ReturnType<typeof planningWith>;
