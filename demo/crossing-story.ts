/** What crosses between the wings of the demonstration: referrals and their states, a release, and figures. */
import type { Caller, CrossingStep } from './crossing.ts';

const CASE = 'Blue Heron Motel';
const CLIENT = 'Marigold';
const words = {
  language: 'es',
  age: 'adult',
  agreedOn: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  outsideRule: 'The protocol has no rule for the county of this motel yet.',
};
type Named = { id: string; alias: string; version: number; state: string };

/** The same question until it has an answer, at most half a minute. */
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let tried = 0; tried < 150; tried += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`In the demonstration nothing came of: ${what}.`);
}

/** Writes a referral and offers it. @returns the offer, or null for a draft */
async function refer(ask: Caller, caseId: string, asked: object, to: { id: string; way: string } | null) {
  const { id } = await ask('referrals.draft', { caseId, ...words, ...asked });
  if (!to) return { id, offerId: null };
  const { offerId } = await ask('referrals.offer', { id, version: 1, providerId: to.id, way: to.way });
  return { id, offerId: offerId as string };
}

/** Takes an offer through its states as the provider, one after the other. */
async function answer(ask: Caller, alias: string, moves: readonly string[], reason: string | null = null) {
  const offers = async () => (await ask('offers.list')).rows as Named[];
  let offer = await until(`the offer ${alias}`, async () =>
    (await offers()).find((one) => one.alias === alias),
  );
  for (const to of moves) {
    const { version } = await ask('offers.move', { id: offer.id, version: offer.version, to, reason });
    offer = { ...offer, version };
  }
  return offer;
}

/** Referrals in most states: by the bridge, by telephone, in a draft, taken back. */
export const referAcross: CrossingStep = async ({ as }) => {
  const detective = await as('taskforce', 'daniel@example.org');
  const found = (await detective('cases.choose', { term: CASE })).rows[0];
  if (!found || (await detective('referrals.list', { caseId: found.id })).total.count > 0) return;
  const caseId: string = found.id;
  const whom = async (name: string): Promise<string | undefined> =>
    (await detective('providers.list', { find: name })).rows[0]?.id;
  const harbor = { id: await until('the provider', () => whom('Harbor')), way: 'bridge' };
  const lantern = await whom('Lantern');
  await refer(detective, caseId, { alias: 'Sparrow', needs: ['shelter', 'legal'], serves: 'women' }, harbor);
  await refer(
    detective,
    caseId,
    { alias: 'Robin', needs: ['crisis_counseling'], urgency: 'this_week' },
    harbor,
  );
  await refer(detective, caseId, { alias: 'Finch', needs: ['shelter', 'medical'], urgency: 'now' }, harbor);
  await refer(
    detective,
    caseId,
    { alias: 'Linnet', needs: ['legal'], agreedOn: null, urgency: 'no_hurry' },
    null,
  );
  const swift = await refer(detective, caseId, { alias: 'Swift', needs: ['transport'] }, null);
  await detective('referrals.withdraw', { id: swift.id, version: 1 });
  if (lantern) {
    const dove = await refer(
      detective,
      caseId,
      { alias: 'Dove', needs: ['child_care'] },
      { id: lantern, way: 'phone' },
    );
    for (const [index, to] of ['accepted', 'in_service', 'completed'].entries())
      await detective('referrals.record', { offerId: dove.offerId, version: index + 1, to });
  }
  const advocate = await as('provider', 'june@harbor.example.org');
  await answer(advocate, 'Robin', ['declined'], 'no_capacity');
  const sparrow = await answer(advocate, 'Sparrow', ['accepted', 'in_service']);
  const client = (await advocate('clients.list', { find: CLIENT })).rows[0];
  if (client) await advocate('offers.link', { id: sparrow.id, clientId: client.id });
};

const texts = {
  safe_contact: 'Through June at Harbor House, weekdays. Never the old number.',
  statement:
    'The night clerk kept our papers in the drawer under the key board. He wrote down who owed what in a green book.',
  wanted_next_step: 'I want to hear from the detective before anything happens at the motel.',
};
const told = [
  'who_receives',
  'what_they_may_do',
  'risks',
  'right_to_refuse',
  'right_to_revoke',
  'not_a_condition',
];

/** A release that lives: what one client lets the detective read, named after the referral it belongs to. */
export const releaseAcross: CrossingStep = async ({ as, pairs }) => {
  const advocate = await as('provider', 'june@harbor.example.org');
  const client = (await advocate('clients.list', { find: CLIENT })).rows[0];
  if (!client) return;
  const referral = (await advocate('releases.referrals', { clientId: client.id })).rows[0]?.referral;
  if (referral === undefined || (await sharedAlready(advocate, client.id))) return;
  const draft = { clientId: client.id, recipientKind: 'task_force', pairId: pairs.provider, language: 'es' };
  const { id } = await advocate('releases.draft', { ...draft, purpose: 'investigation', texts, referral });
  const explained = await advocate('releases.explain', {
    id,
    version: 1,
    cameBy: 'read_aloud',
    told,
    alternative: 'wants_us_to',
    confirmed: Object.keys(texts),
  });
  const signed = await advocate('releases.sign', {
    id,
    version: explained.version,
    capacity: 'adult',
    signatures: [{ as: 'client', name: CLIENT, how: 'paper', keptAt: 'Cabinet 2, folder M' }],
  });
  await advocate('releases.open', { id, version: signed.version });
};

async function sharedAlready(ask: Caller, clientId: string): Promise<boolean> {
  const { rows } = await ask('releases.list', { clientId });
  return rows.some((row: { recipientKind: string }) => row.recipientKind === 'task_force');
}

/** Totals of four months: counted by the supervisor, looked at and sent by the records officer. */
export const figuresAcross: CrossingStep = async ({ as, pairs }) => {
  const supervisor = await as('provider', 'helen@harbor.example.org');
  const { rows } = await supervisor('figures.list');
  const drafts = rows as { id: string; state: string; from: string; until: string; measures: string[] }[];
  const looked = drafts.find((one) => one.state === 'draft');
  if (!looked || drafts.some((one) => one.state === 'sent')) return;
  const { from, until: upTo, measures } = looked;
  const { id } = await supervisor('figures.count', { from, until: upTo, measures, pairId: pairs.provider });
  const records = await as('provider', 'miriam@harbor.example.org');
  const { report } = await records('figures.read', { id });
  await records('figures.send', { id, version: report.version });
};
