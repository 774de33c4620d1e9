import type { Cast } from './joining.ts';
import type { CaseFile, Telling } from './telling.ts';
import type { Tips } from './tips.ts';

/** Opens a case out of a tip, with the name its first strand has in the story. */
async function fromTip(
  telling: Telling,
  on: number,
  lead: CaseFile['lead'],
  tip: { id: string },
  words: { title: string; type: string; strandKind: string; strandLabel: string; reason: string },
): Promise<CaseFile> {
  const made = await telling.decide(lead, on, tip, { decision: 'open_case', ...words });
  const file: CaseFile = {
    id: made.caseId,
    number: made.caseNumber,
    type: words.type,
    lead,
    strands: new Map(),
  };
  const page = await telling.readCase(file, on);
  file.strands.set(words.strandLabel, page.strands[0].id);
  return file;
}

/** The kitchen of a restaurant: a hotline call, a bank's observation, an inspection. */
export async function tellHarvest(people: Cast, telling: Telling, tips: Tips): Promise<CaseFile> {
  const { deputy, inspector, analyst, specialist, commander } = people;
  const manager = 'Manager of the kitchen';
  const wages = 'Wages and recruitment fees';
  const file = await fromTip(telling, -116, deputy, tips.kitchen, {
    title: 'Golden Harvest kitchen',
    type: 'labor',
    strandKind: 'target_person',
    strandLabel: manager,
    reason: 'Passport kept, debt for the trip, driven to and from work: enough for a first look.',
  });
  await telling.summarize(
    file,
    -116,
    'Kitchen workers of a restaurant in Harbor live in a house of the owner, are driven to work and back, and work off a fee for their journey. One cousin calls; nobody inside has been spoken to yet.',
  );
  await telling.letIn(file, -115, inspector, 'labor_inspector', 'Wage records and the right of entry');
  await telling.letIn(file, -115, analyst, 'analyst', 'Company papers and payments');
  await telling.letIn(
    file,
    -101,
    specialist,
    'victim_specialist',
    'Plan for the workers before anybody is met',
  );
  await telling.addStrand(file, -112, { label: 'Golden Harvest as a company', kind: 'target_organization' });
  await telling.addStrand(file, -110, { label: wages, kind: 'labor_compliance' });
  await telling.log(file, -111, 'record_check', 'Company register, licenses, vehicles', {
    by: analyst,
    strand: 'Golden Harvest as a company',
    hours: [{ minutes: 140 }],
    costs: [{ kind: 'records_and_subpoena_fees', amountCents: 3_800 }],
  });
  await telling.log(file, -94, 'inspection', 'Ordinary wage inspection, announced as one', {
    by: inspector,
    strand: wages,
    engages: false,
    hours: [{ minutes: 300 }],
    text: 'Time cards end at eight hours each day. The kitchen was running when we left at eleven.',
  });
  await telling.note(
    file,
    -93,
    'case_plan',
    'Talk to the cousin first, by message, in the evening. Ask nothing that the manager could hear about. An interpreter from outside of the county.',
  );
  await telling.log(file, -71, 'interview', 'The cousin, at a library', {
    hours: [{ minutes: 110 }],
    costs: [{ kind: 'interpreter', amountCents: 16_500 }],
  });
  await telling.decide(deputy, -19, tips.bank, {
    decision: 'attach',
    caseIds: [file.id],
    reason: 'Same restaurant; the payroll cards explain where the wages go.',
  });
  await telling.addStrand(file, -18, { label: 'Payroll cards of the kitchen', kind: 'financial' });
  await telling.log(file, -17, 'financial_analysis', 'Hours against wages for fourteen weeks', {
    by: inspector,
    strand: wages,
    hours: [{ minutes: 420 }],
    text: 'Paid for 40 hours, worked about 78. Owed by our count: 61,300 dollars for six workers.',
  });
  await telling.settleChecklist(file, -16, manager, {}, ['partner_commitments', 'threat_assessment']);
  await telling.task(file, -17, 'partner_contact', 'Beds and a lawyer for six workers, Mandarin', {
    for: specialist,
    due: 5,
  });
  await telling.task(file, -40, 'supervisor_review', 'Threat assessment with the inspector', { due: -8 });
  await telling.task(file, -3, 'interview', 'Second talk with the cousin', { due: 3 });
  await telling.question(
    file,
    -4,
    'Inspect again under the wage law, or wait until the lodging for the workers is firm?',
    commander,
    1,
    wages,
  );
  await telling.note(
    file,
    -4,
    'general',
    'The prosecutor would rather wait a week than meet six people without a bed to offer.',
  );
  return file;
}

/** Night cleaners: a public tip in Spanish, a foreman under covert engagement. */
export async function tellCleaners(people: Cast, telling: Telling, tips: Tips): Promise<CaseFile> {
  const { detective, inspector, specialist, analyst } = people;
  const foreman = 'Foreman of the night crew';
  const file = await fromTip(telling, -102, detective, tips.cleaners, {
    title: 'Night cleaning crews',
    type: 'labor',
    strandKind: 'target_person',
    strandLabel: foreman,
    reason:
      'Eight women, three months without wages, threats with immigration; the reporter can be asked back.',
  });
  await telling.summarize(
    file,
    -102,
    'Eight women clean offices in Riverton at night and live in two rooms. Rent, rides and food are taken out of wages that are not paid. Threats with immigration.',
  );
  await telling.letIn(file, -101, inspector, 'labor_inspector', 'Wages and the staffing company’s bond');
  await telling.letIn(file, -101, specialist, 'victim_specialist', 'Spanish-speaking advocate');
  await telling.letIn(file, -60, analyst, 'analyst', 'Phones of the foreman');
  await telling.addStrand(file, -95, { label: 'Staffing company', kind: 'target_organization' });
  await telling.log(file, -91, 'record_check', 'Contracts of the office buildings', {
    hours: [{ minutes: 160 }],
  });
  await telling.log(file, -64, 'financial_analysis', 'Bond and payroll of the staffing company', {
    by: inspector,
    strand: 'Staffing company',
    hours: [{ minutes: 280 }],
  });
  await telling.settleChecklist(file, -30, foreman, {
    deconfliction: 'Checked by phone with the state office while the shared index was down.',
  });
  await telling.move(file, -21, foreman, 'operational', 'first_covert_engagement');
  await telling.log(file, -21, 'undercover_operation', 'Contact under the approved plan', {
    strand: foreman,
    hours: [{ minutes: 240 }],
    costs: [{ kind: 'overtime', amountCents: 29_000 }],
  });
  await telling.log(file, -8, 'consensual_monitoring', 'One call under the order', {
    strand: foreman,
    hours: [{ minutes: 90 }],
    costs: [{ kind: 'translation_and_transcription', amountCents: 14_200 }],
  });
  await telling.task(file, -8, 'legal_process', 'Records of the foreman’s phone', { for: analyst, due: 2 });
  await telling.task(file, -8, 'victim_contact', 'Ask the reporter whether the two women came back', {
    for: specialist,
    due: 0,
  });
  return file;
}

/** Housing of farm workers: proactive, an inspection that became an action with nineteen people. */
export async function tellOrchard(people: Cast, telling: Telling, tips: Tips): Promise<CaseFile> {
  const { deputy, inspector, specialist, prosecutor, detective } = people;
  const contractor = 'Labor contractor';
  const grower = 'Grower who owns the housing';
  const file = await fromTip(telling, -73, deputy, tips.camp, {
    title: 'Orchard Road housing',
    type: 'labor',
    strandKind: 'target_person',
    strandLabel: contractor,
    reason: 'Documents in the office safe and wages under two dollars; the inspector’s report is complete.',
  });
  await telling.summarize(
    file,
    -73,
    'Nineteen farm workers in Millbrook whose documents are kept and whose wages are used up by deductions. Found by an inspector who was trained to look.',
  );
  await telling.letIn(file, -73, inspector, 'labor_inspector', 'Found it; wage computation');
  await telling.letIn(file, -70, specialist, 'victim_specialist', 'Nineteen people, Spanish and Mam');
  await telling.letIn(file, -66, prosecutor, 'prosecutor', 'Warrants and charging');
  await telling.addStrand(file, -68, { label: grower, kind: 'target_organization' });
  await telling.addStrand(file, -66, { label: 'Deductions and wages', kind: 'labor_compliance' });
  await telling.log(file, -62, 'open_source_research', 'Recruitment notices in two countries', {
    hours: [{ minutes: 190 }],
  });
  await telling.settleChecklist(file, -45, contractor);
  await telling.log(file, -38, 'informant_contact', 'First meeting under the approved plan', {
    strand: contractor,
    engages: true,
    hours: [{ minutes: 150 }],
  });
  await telling.move(file, -38, contractor, 'operational', 'first_covert_engagement');
  const takedown = await telling.log(
    file,
    -12,
    'takedown',
    'Joint action at the housing, nineteen people met by advocates',
    {
      strand: contractor,
      hours: [
        { minutes: 600 },
        { who: detective, minutes: 540 },
        { who: inspector, minutes: 600 },
        { who: specialist, minutes: 720 },
      ],
      costs: [
        { kind: 'overtime', amountCents: 214_000 },
        { kind: 'interpreter', amountCents: 96_000 },
        { kind: 'lodging', amountCents: 171_000 },
      ],
    },
  );
  await telling.move(file, -12, contractor, 'post_operational', 'takedown', { activityId: takedown });
  await telling.log(file, -10, 'interview', 'First talks, with the advocate waiting outside', {
    hours: [{ minutes: 480 }, { who: inspector, minutes: 480 }],
    costs: [{ kind: 'interpreter', amountCents: 64_000 }],
  });
  await telling.log(file, -4, 'financial_analysis', 'Wages owed, worker by worker', {
    by: inspector,
    strand: 'Deductions and wages',
    hours: [{ minutes: 540 }],
  });
  await telling.task(file, -11, 'report', 'After-action review of the joint action', { due: -2 });
  await telling.task(file, -10, 'victim_contact', 'Continued presence: papers for seven people', {
    for: specialist,
    due: 4,
  });
  await telling.task(file, -6, 'court_deadline', 'Charging decision on the contractor', {
    for: prosecutor,
    due: 8,
    strand: contractor,
  });
  return file;
}

/** A closed case: wage theft without force, handed to the labor agency. */
export async function tellFair(people: Cast, telling: Telling): Promise<CaseFile> {
  const { deputy, inspector } = people;
  const stand = 'Owner of two food stands';
  const file = await telling.open(deputy, -113, {
    title: 'Fairground food stands',
    type: 'labor',
    originRoute: 'ngo_report',
    summary: 'A community group reported unpaid wages at two food stands of the summer fair.',
    strands: [{ label: stand, kind: 'target_person' }],
    members: [{ accountId: inspector.id, capacity: 'labor_inspector' }],
  });
  await telling.log(file, -108, 'interview', 'Four workers, one after the other', {
    hours: [{ minutes: 260 }],
    costs: [{ kind: 'interpreter', amountCents: 21_000 }],
  });
  await telling.log(file, -99, 'inspection', 'Stands and time cards', {
    by: inspector,
    engages: false,
    hours: [{ minutes: 180 }],
  });
  const reason =
    'Wages are owed, but nobody was held, threatened or deceived. Labor Standards takes the claims.';
  await telling.closeStrand(file, -52, stand, 'transferred', reason);
  await telling.close(file, -52, 'transferred', reason);
  return file;
}

export async function linkLabor(
  telling: Telling,
  cases: { harvest: CaseFile; spinOff: CaseFile; cleaners: CaseFile; orchard: CaseFile },
): Promise<void> {
  await telling.link(
    cases.harvest,
    -16,
    cases.spinOff,
    'shared_finances',
    'The payroll cards of the kitchen pay the rent of the house.',
  );
  await telling.link(
    cases.orchard,
    -9,
    cases.harvest,
    'related',
    'Both recruit through the same notice; the texts agree word for word.',
  );
}
