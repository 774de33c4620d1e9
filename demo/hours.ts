import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile } from './telling.ts';

/** Minutes of the last two weeks by days back: on the whole case, and on one strand. */
const whole = { 9: 90, 8: 60, 6: 120, 2: 45, 1: 75 };
const driver = { 9: 150, 7: 210, 5: 180, 2: 240 };

/**
 * Hours on the timesheet of a detective, for which no activity was written; what the lead of a case guessed when a strand
 * was charged; and pleas and sentencings whose days held or slipped, so that ranges can tell how such days hold.
 */
export async function tellHours(
  hands: Hands,
  { detective }: Cast,
  { heron, orchard }: { heron: CaseFile; orchard: CaseFile },
): Promise<void> {
  const { ago, day } = hands.calendar;
  const strandId = heron.strands.get('Driver') ?? [...heron.strands.values()][0]!;
  for (const [strand, hours] of [
    [null, whole],
    [strandId, driver],
  ] as const)
    for (const [back, minutes] of Object.entries(hours))
      await hands.ask(detective, ago(40), 'timesheets.set', {
        caseId: heron.id,
        strandId: strand,
        workRole: 'detective',
        day: day(-Number(back)),
        minutes,
        was: 0,
      });
  const { strands } = await hands.ask(orchard.lead, ago(38), 'cases.read', { id: orchard.id });
  const charged = strands.find((one: { phase: string }) => one.phase === 'post_operational');
  await hands.ask(orchard.lead, ago(37), 'estimates.guess', {
    strandId: charged.id,
    phase: charged.phase,
    enteredOn: charged.phaseSince,
    p10: day(90),
    p50: day(240),
    p90: day(600),
  });
  await tellPleas(hands, heron);
}

async function tellPleas(hands: Hands, file: CaseFile): Promise<void> {
  const { ago, day } = hands.calendar;
  const add = (kind: string, forWhom: string, on: number) =>
    hands.ask(file.lead, ago(36), 'courtDates.add', {
      caseId: file.id,
      kind,
      forWhom,
      plannedFor: day(on),
      fromTime: '09:00',
      courtroom: 'County court, room 2',
    });
  const move = (id: string, on: number, changeCode: string) =>
    hands.ask(file.lead, ago(35), 'courtDates.move', {
      id,
      version: 1,
      plannedFor: day(on),
      fromTime: '09:00',
      changeCode,
    });
  const settle = (id: string, version: number, on: number) =>
    hands.ask(file.lead, ago(34), 'courtDates.settle', { id, version, happenedOn: day(on) });
  const second = await add('plea_hearing', 'Defendant 2', -40);
  await move(second.id, -12, 'defense_asked');
  await settle(second.id, 2, -12);
  const third = await add('plea_hearing', 'Defendant 3', -30);
  await settle(third.id, 1, -30);
  const sentencing = await add('sentencing', 'Defendant 3', -9);
  await move(sentencing.id, 14, 'court_moved');
  const fourth = await add('plea_hearing', 'Defendant 4', -20);
  await settle(fourth.id, 1, -20);
}
