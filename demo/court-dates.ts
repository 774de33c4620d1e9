import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile } from './telling.ts';

/**
 * Two vans, and dates of one case: a hearing that moved, the trial, the day until which discovery is due. On the day of the
 * hearing the detective is also on an operation: a clash to find.
 */
export async function tellCalendar(hands: Hands, people: Cast, file: CaseFile): Promise<void> {
  const { detective } = people;
  const { ago, day } = hands.calendar;
  const { id: detectiveId, agencyId } = detective;
  const vans: string[] = [];
  for (const [name, seats] of [
    ['Van 2', 8],
    ['Van 5, with child seats', 6],
  ] as const) {
    const { id } = await hands.ask(detective, ago(90), 'vehicles.add', {
      name,
      kind: 'van',
      agencyId,
      seats,
    });
    vans.push(id);
  }
  const add = (more: object) =>
    hands.ask(file.lead, ago(80), 'courtDates.add', { caseId: file.id, forWhom: 'Defendant 1', ...more });
  const hearing = await add({
    kind: 'motion_hearing',
    plannedFor: day(6),
    fromTime: '09:30',
    untilTime: '11:00',
    courtroom: 'County court, room 4B',
    attendeeIds: [detectiveId],
  });
  await hands.ask(file.lead, ago(30), 'courtDates.move', {
    id: hearing.id,
    version: 1,
    plannedFor: day(9),
    fromTime: '10:00',
    untilTime: '11:30',
    changeCode: 'defense_asked',
    changeNote: 'New counsel',
  });
  const { id: operationId } = await hands.ask(detective, ago(60), 'operations.open', {
    title: 'Watch the laundry on Mill Street',
    kind: 'surveillance',
    type: 'labor',
    plannedFrom: `${day(9)}T13:00:00Z`,
    plannedUntil: `${day(9)}T21:00:00Z`,
  });
  await hands.ask(detective, ago(55), 'operations.savePart', {
    part: 'post',
    operationId,
    id: null,
    version: null,
    value: {
      stageId: null,
      accountId: detectiveId,
      personName: null,
      agencyId,
      providerId: null,
      role: 'surveillance',
      placeKind: 'staging',
      duties: 'Notes who comes and goes; stays in the van.',
      contact: '555-0184',
      radio: 'Mill 1',
      backupPostId: null,
    },
  });
  await hands.ask(detective, ago(50), 'operations.setVehicles', {
    id: operationId,
    vehicles: [{ vehicleId: vans[0]!, note: 'Parked on the corner' }],
  });
  await add({ kind: 'discovery_due', plannedFor: day(4) });
  await add({ kind: 'trial', plannedFor: day(60), fromTime: '09:00', courtroom: 'County court, room 2' });
}
