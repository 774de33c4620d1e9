type Ask = (procedure: string, input: unknown) => Promise<any>;

const summary = {
  recipientKind: 'outside',
  recipientName: 'Ada Lindqvist, immigration attorney (invented)',
  purpose: 'benefits',
  language: 'es',
  texts: {
    name_to_use: 'Marigold',
    hand_over_summary:
      'Llegué con una promesa de trabajo en un hotel. Me quitaron los papeles y no me pagaron. No quiero contarlo otra vez desde el principio.',
    immigration_help: 'Quiero saber qué puedo pedir y cuánto tarda.',
  },
};
const told = [
  'who_receives',
  'what_they_may_do',
  'risks',
  'right_to_refuse',
  'right_to_revoke',
  'not_a_condition',
];

/** A release on paper that lives: the story told once, handed to the one attorney the client chose. */
export async function releaseToAttorney(ask: Ask, clientId: string): Promise<void> {
  const { id } = await ask('releases.draft', { clientId, ...summary });
  const explained = await ask('releases.explain', {
    id,
    version: 1,
    cameBy: 'read_aloud',
    told,
    alternative: 'wants_us_to',
    confirmed: Object.keys(summary.texts),
  });
  const signed = await ask('releases.sign', {
    id,
    version: explained.version,
    capacity: 'adult',
    signatures: [{ as: 'client', name: 'Marigold', how: 'paper', keptAt: 'Cabinet 2, folder M' }],
  });
  await ask('releases.open', { id, version: signed.version });
}

/** A draft the client still thinks about, and one they did not want. */
export async function releasesThoughtAbout(ask: Ask, clientId: string): Promise<void> {
  const draft = {
    clientId,
    recipientKind: 'outside',
    recipientName: 'Housing office of the county (invented)',
    purpose: 'safety',
    language: 'en',
    texts: { safety_needs: 'A place with a door that locks, away from the harbor.' },
  };
  await ask('releases.draft', draft);
  const { id } = await ask('releases.draft', { ...draft, recipientName: 'A relative (invented)' });
  await ask('releases.revoke', { id, why: 'not_wanted', how: 'spoken' });
}
