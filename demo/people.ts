/** The people of the demo world. Nobody of them exists; the addresses lead nowhere (RFC 2606). */
export const agencies = {
  riverton: { name: 'Riverton Police Department', shortName: 'Riverton Police', kind: 'police' },
  harbor: { name: 'Harbor County Sheriff', shortName: 'Harbor Sheriff', kind: 'sheriff' },
  labor: { name: 'State Labor Standards Division', shortName: 'Labor Standards', kind: 'labor_inspection' },
  prosecutor: { name: 'County Prosecutor', shortName: 'Prosecutor', kind: 'prosecution' },
  outreach: { name: 'Outreach Coalition', shortName: 'Outreach', kind: 'victim_assistance' },
} as const;
export type AgencyKey = keyof typeof agencies;

export type Character = { name: string; email: string; agency: AgencyKey; roles: string[] };

const person = (name: string, agency: AgencyKey, role: string): Character => ({
  name,
  email: `${name.split(' ')[0]!.toLowerCase()}@example.org`,
  agency,
  roles: [role],
});

/** One for each role, and a second detective, so that a case has two. The first sets the installation up. */
export const cast = {
  administrator: person('Ruth Abernathy', 'riverton', 'account_administrator'),
  commander: person('Marisol Vega', 'harbor', 'commander'),
  detective: person('Daniel Okoye', 'riverton', 'investigator'),
  deputy: person('Hannah Lindqvist', 'harbor', 'investigator'),
  analyst: person('Priya Raman', 'riverton', 'analyst'),
  prosecutor: person('Elena Marchetti', 'prosecutor', 'prosecutor'),
  inspector: person('Samuel Ortega', 'labor', 'labor_inspector'),
  specialist: person('Grace Nakamura', 'prosecutor', 'victim_specialist'),
  outreach: person('Amina Diallo', 'outreach', 'outreach_coordinator'),
  records: person('Walter Pruitt', 'harbor', 'records_officer'),
  auditor: person('Ingrid Solberg', 'prosecutor', 'auditor'),
} satisfies Record<string, Character>;
export type Role = keyof typeof cast;

/** In the order of the sign-in page: those first who have most to see. */
export const signInOrder: Role[] = [
  'detective',
  'commander',
  'prosecutor',
  'analyst',
  'inspector',
  'specialist',
  'outreach',
  'deputy',
  'records',
  'auditor',
  'administrator',
];

export const installation = 'Tri-County Task Force';
export const demoPassword = 'four herons on the river';
