/** The people of the provider's demo world. Nobody of them exists; the addresses lead nowhere (RFC 2606). */
export const organisations = {
  harbor: { name: 'Harbor House Advocates', shortName: 'Harbor House' },
  juniper: { name: 'Juniper Family Services', shortName: 'Juniper' },
} as const;
export type OrganisationKey = keyof typeof organisations;

export type ProviderCharacter = {
  name: string;
  email: string;
  organisation: OrganisationKey;
  roles: string[];
};

const person = (name: string, organisation: OrganisationKey, role: string): ProviderCharacter => ({
  name,
  email: `${name.split(' ')[0]!.toLowerCase()}@${organisation}.example.org`,
  organisation,
  roles: [role],
});

/** One for each role, a second advocate, and another organisation that sees nothing of the first. */
export const providerCast = {
  administrator: person('Agnes Whitlock', 'harbor', 'provider_administrator'),
  advocate: person('June Okafor', 'harbor', 'community_advocate'),
  secondAdvocate: person('Rosa Delgado', 'harbor', 'community_advocate'),
  supervisor: person('Helen Marsh', 'harbor', 'advocate_supervisor'),
  intake: person('Tomas Rivera', 'harbor', 'intake_worker'),
  records: person('Miriam Katz', 'harbor', 'provider_records_officer'),
  auditor: person('Paul Jensen', 'harbor', 'provider_auditor'),
  otherAdministrator: person('Linda Cho', 'juniper', 'provider_administrator'),
  otherAdvocate: person('Beatriz Nunes', 'juniper', 'community_advocate'),
} satisfies Record<string, ProviderCharacter>;
export type ProviderPart = keyof typeof providerCast;

/** In the order of the sign-in page: those first who have most to see. */
export const providerSignInOrder: ProviderPart[] = [
  'advocate',
  'supervisor',
  'intake',
  'secondAdvocate',
  'records',
  'auditor',
  'administrator',
  'otherAdvocate',
  'otherAdministrator',
];

export const providerInstallation = 'Coastal Victim Services';
export const providerDemoPassword = 'lanterns along the harbor';
