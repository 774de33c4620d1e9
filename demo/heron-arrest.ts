import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import { smallPdf, smallPng } from './pictures.ts';
import type { CaseFile, Telling } from './telling.ts';
import type { Tips } from './tips.ts';

/** The strands of the case of the Blue Heron Motel. */
export const strands = {
  coach: 'The man called Coach',
  driver: 'Driver of the gray van',
  clerk: 'Night clerk',
  rents: 'Room rents and payment apps',
  seized: 'Seized phones',
};
const { coach, driver, clerk, rents, seized } = strands;

/** A woman calls from a locked room; patrol finds her, and the driver is arrested. */
export async function rescue(
  hands: Hands,
  file: CaseFile,
  people: Cast,
  telling: Telling,
  tips: Tips,
): Promise<void> {
  const { deputy, detective, commander, specialist } = people;
  const { ask } = hands;
  const { at } = telling;
  const page = await ask(deputy, at(-41, 2, 12), 'tips.open', { id: tips.danger.id });
  const id = page.dangers[0].id;
  const version = async (when: Date) => (await ask(deputy, when, 'danger.open', { id })).version;
  await ask(deputy, at(-41, 2, 14), 'danger.accept', { id, version: await version(at(-41, 2, 14)) });
  const tried = (minute: number, kind: string, whom: string, outcome: string, note: string) =>
    ask(deputy, at(-41, 2, minute + 1), 'danger.contact', {
      id,
      kind,
      whom,
      outcome,
      note,
      at: at(-41, 2, minute).toISOString(),
    });
  await tried(15, 'tipster', 'The phone of the neighbor', 'no_answer', 'Rang out twice.');
  await tried(17, 'on_call_officer', 'Riverton, on call', 'message_left', '');
  await tried(
    18,
    'dispatch_911',
    'Riverton dispatch',
    'reached_and_responding',
    'Two cars, no sirens, back stairs.',
  );
  await ask(deputy, at(-41, 2, 20), 'danger.bypass', {
    id,
    gate: 'deconfliction',
    reason: 'A person was locked in; checked with Riverton by phone on the way.',
  });
  await ask(deputy, at(-41, 4, 5), 'danger.end', {
    id,
    version: await version(at(-41, 4)),
    ending: 'person_safe',
    summary:
      'Patrol found her in room 214 and brought her to the hospital with the advocate on call. The driver of the van was arrested in the lot.',
  });
  const { review } = await ask(commander, at(-39, 10), 'danger.open', { id });
  await ask(commander, at(-39, 10), 'danger.review', {
    id,
    version: review.version,
    findings:
      'Four minutes to an officer, eight to a car. The on-call number rang at an empty desk; it is changed. The advocate came before the first question was asked, as planned.',
  });
  await telling.decide(
    deputy,
    -41,
    tips.danger,
    { decision: 'attach', caseIds: [file.id], reason: 'The room and the van of this case.' },
    5,
  );
  await telling.log(file, -41, 'victim_recovery', 'One woman brought to safety', {
    by: specialist,
    hours: [{ minutes: 420 }, { who: deputy, minutes: 300 }],
    costs: [{ kind: 'victim_emergency', amountCents: 22_600, reason: 'Clothes, a phone, two nights' }],
  });
  const arrest = await telling.log(file, -41, 'arrest', 'Driver arrested in the motel’s lot', {
    by: detective,
    strand: driver,
    hours: [{ minutes: 360 }],
  });
  await telling.move(file, -41, driver, 'post_operational', 'arrest', { activityId: arrest });
}

/** What an arrest leaves to do. */
export async function afterArrest(
  hands: Hands,
  file: CaseFile,
  people: Cast,
  telling: Telling,
): Promise<void> {
  const { detective, prosecutor, specialist, analyst, commander } = people;
  await telling.addStrand(file, -40, {
    label: seized,
    kind: 'digital',
    phase: 'post_operational',
    description: 'Four phones taken at the arrest.',
  });
  await telling.log(file, -38, 'court_hearing', 'Detention hearing: held', {
    by: prosecutor,
    strand: driver,
    hours: [{ minutes: 180 }],
  });
  await telling.note(
    file,
    -37,
    'attorney',
    'Lead with the documents and the room records; her statement should carry no element alone.',
    { by: prosecutor, strand: driver },
  );
  await telling.note(
    file,
    -36,
    'safety',
    'She has asked that nobody call after six. Her sister knows; her landlord must not.',
    { by: specialist, handling: ['victim_identity'] },
  );
  await telling.log(file, -33, 'digital_extraction', 'Two of four phones read', {
    by: analyst,
    strand: seized,
    hours: [{ minutes: 540 }],
    costs: [{ kind: 'forensic_examination', amountCents: 128_000 }],
  });
  await telling.log(file, -26, 'interview', 'Forensic interview, at her own time', {
    by: detective,
    hours: [{ minutes: 120 }, { who: specialist, minutes: 150 }],
    costs: [{ kind: 'interpreter', amountCents: 24_000 }],
  });
  await telling.log(file, -15, 'surveillance', 'Coach at two other motels', {
    strand: coach,
    engages: true,
    hours: [{ minutes: 600 }],
    costs: [{ kind: 'overtime', amountCents: 38_000 }],
  });
  await telling.log(file, -5, 'report_writing', 'Affidavit for the warrant on the payment accounts', {
    strand: rents,
    hours: [{ minutes: 260 }, { who: prosecutor, minutes: 120 }],
  });
  await telling.log(file, -1, 'meeting', 'Plan for the next step with Coach', {
    strand: coach,
    hours: [{ minutes: 75 }, { who: prosecutor, minutes: 75 }],
  });
  await telling.task(file, -30, 'digital_lead', 'Read the two remaining phones', {
    for: analyst,
    due: -3,
    strand: seized,
  });
  await telling.task(file, -12, 'legal_process', 'Warrant for the payment accounts', {
    due: 0,
    strand: rents,
  });
  await telling.task(file, -6, 'victim_contact', 'Tell her about the hearing date, as she wished', {
    for: specialist,
    due: 1,
  });
  await telling.task(file, -5, 'disclosure', 'List of reports for the defense', {
    for: prosecutor,
    due: 6,
    strand: driver,
  });
  await telling.task(file, -9, 'interview', 'Second interview of the night clerk’s former colleague', {
    due: -1,
    strand: clerk,
  });
  await telling.question(
    file,
    -7,
    'May overtime be spent on a third night of surveillance each week until the warrant is served?',
    commander,
    2,
    coach,
  );
  const settled = await telling.question(
    file,
    -34,
    'Offer the night clerk a proffer, or charge him with the others?',
    prosecutor,
    -28,
    clerk,
  );
  await hands.ask(prosecutor, telling.at(-29, 15), 'decisions.decide', {
    id: settled,
    version: 1,
    decision: 'No offer now. Come back when the phones are read.',
    decidedOn: telling.day(-29),
    why: 'His part is not clear, and an offer today would be known at the motel tomorrow.',
  });
  const pdf = smallPdf(['Blue Heron Motel: room register, copy', 'Fictional document of the demonstration.']);
  await hands.attach(detective, telling.at(-39, 11), file.id, {
    name: 'room-register-copy.pdf',
    mime: 'application/pdf',
    bytes: pdf,
  });
  await hands.attach(detective, telling.at(-39, 11, 5), file.id, {
    name: 'second-floor-sketch.png',
    mime: 'image/png',
    bytes: smallPng(),
  });
}
