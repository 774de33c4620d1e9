import type { ProviderServer } from '../../provider/server.ts';
import { askProvider, type ProviderCast, type ProviderPerson } from './hands.ts';

/** What the law asks of the demo provider: a rule of its list, a notice to HHS, a subpoena on its way, figures to look at. */
export async function doDuties(server: ProviderServer, cast: ProviderCast, today: Date): Promise<void> {
  const as = (who: ProviderPerson) => async (procedure: string, input: unknown) =>
    (await askProvider(server, who, procedure, input)).body;
  const ago = (hours: number) => new Date(today.getTime() - hours * 3_600_000).toISOString();
  const [advocate, supervisor, records] = [as(cast.advocate), as(cast.supervisor), as(cast.records)];
  const clientId = async (alias: string): Promise<string> =>
    (await supervisor('clients.list', { find: alias })).rows[0].id;
  await records('reports.addRule', {
    path: 'child_protection',
    region: 'CA',
    words: 'By phone at once, in writing within 36 hours (the words of our own counsel, invented).',
    hours: 36,
    call: 'County hotline 555-0177',
    confirmedOn: ago(24 * 200).slice(0, 10),
  });
  await advocate('reports.enter', {
    who: { clientId: await clientId('Juniper') },
    path: 'hhs_minor',
    words: 'May be under 18 and not a citizen; came with law enforcement this morning.',
  });
  const { id } = await records('compelled.enter', {
    clientId: await clientId('Cedar'),
    kind: 'subpoena',
    receivedAt: ago(50),
    receivedHow: 'in_person',
    dueAt: new Date(today.getTime() + 6 * 86_400_000).toISOString(),
    paper: {
      asker: 'An invented county court',
      reference: 'Invented 26-114',
      asksFor: 'All records of services since January',
    },
  });
  const step = (more: object) => records('compelled.step', { id, step: { who: '', words: '', ...more } });
  await step({ kind: 'counsel_asked', at: ago(49), who: 'Our counsel (invented)' });
  await step({
    kind: 'counsel_advised',
    at: ago(46),
    words: 'A subpoena is not an order: object in writing.',
  });
  await step({ kind: 'notice_attempted', at: ago(30), how: 'email', result: 'not_reached' });
  await supervisor('figures.count', {
    from: ago(24 * 120).slice(0, 10),
    until: ago(24).slice(0, 10),
    measures: ['clients_new', 'services_given', 'needs_unmet'],
  });
}
