import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile, Telling } from './telling.ts';

/** The house on Quay Street, spun off with what the new team needs and no more. */
export async function spinOff(
  hands: Hands,
  people: Cast,
  telling: Telling,
  parent: CaseFile,
): Promise<CaseFile> {
  const { deputy, commander, analyst, prosecutor } = people;
  const when = telling.at(-24, 10);
  const { facts } = await hands.ask(commander, when, 'spinOffs.choices', { caseId: parent.id });
  const chosen = facts.filter((fact: { kind: string; title: string }) =>
    fact.title.includes('Payments for nine rooms'),
  );
  const made = await hands.ask(commander, when, 'spinOffs.make', {
    caseId: parent.id,
    title: 'House on Quay Street',
    type: 'both',
    reason:
      'The payments lead to a house in Harbor where people work in a restaurant; another team, another pace.',
    leadAgencyId: deputy.agencyId,
    facts: chosen.map(({ kind, id, version }: { kind: string; id: string; version: number }) => ({
      kind,
      id,
      version,
    })),
    newStrands: [
      { label: 'Owner of the house', kind: 'target_person' },
      { label: 'Payroll cards', kind: 'financial' },
    ],
    members: [
      { accountId: commander.id, capacity: 'supervisor' },
      { accountId: deputy.id, capacity: 'lead' },
      { accountId: analyst.id, capacity: 'analyst' },
      { accountId: prosecutor.id, capacity: 'prosecutor' },
    ],
  });
  const file: CaseFile = {
    id: made.caseId,
    number: made.number,
    type: 'both',
    lead: deputy,
    strands: new Map(),
  };
  const page = await telling.readCase(file, -24);
  for (const strand of page.strands) file.strands.set(strand.label, strand.id);
  await telling.log(file, -21, 'record_check', 'Deed, tax roll and utilities of the house', {
    by: analyst,
    strand: 'Owner of the house',
    hours: [{ minutes: 210 }],
    costs: [{ kind: 'records_and_subpoena_fees', amountCents: 4_500 }],
  });
  await telling.log(file, -9, 'financial_analysis', 'Six payroll cards, one withdrawal each week', {
    by: analyst,
    strand: 'Payroll cards',
    hours: [{ minutes: 330 }],
  });
  await telling.task(file, -9, 'record_request', 'Subpoena to the card issuer', {
    due: 4,
    strand: 'Payroll cards',
  });
  return file;
}
