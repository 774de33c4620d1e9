import type { ProviderServer } from '../../provider/server.ts';
import { askProvider, type ProviderCast, type ProviderPerson } from './hands.ts';
import { serveCedar, serveMarigold } from './services.ts';
import { releasesThoughtAbout, releaseToAttorney } from './releases.ts';

type Detail = { section: string; value: object };
type Story = {
  who: keyof ProviderCast;
  intake: Record<string, unknown>;
  details?: Detail[];
  answers?: Record<string, string>;
  after?: (ask: (procedure: string, input: unknown) => Promise<any>, id: string) => Promise<void>;
};

const contacts = (...rows: object[]): Detail => ({ section: 'contacts', value: { rows } });

/** Invented clients of an invented provider, by alias; phones are 555-01xx. */
function stories(day: (ago: number) => string): Story[] {
  return [
    {
      who: 'advocate',
      intake: {
        alias: 'Marigold',
        intakeOn: day(34),
        cameBy: 'hotline',
        language: 'es',
        interpreter: 'preferred',
        ageGroup: 'adult',
      },
      details: [
        contacts(
          {
            channel: 'text',
            value: '555-0142',
            safety: 'ask_first',
            when: 'Weekdays after 6 pm',
            mayBeSaid: 'We are the dentist about the appointment.',
          },
          {
            channel: 'phone',
            value: '555-0107',
            safety: 'unsafe',
            when: '',
            mayBeSaid: 'Never: the phone belongs to the driver.',
          },
        ),
        {
          section: 'places',
          value: { rows: [{ kind: 'stays', address: 'Room 4, Lantern Street (invented)', hidden: true }] },
        },
        {
          section: 'identity',
          value: { legalName: 'Invented Name', birthDate: '1998-05-14', pronouns: 'she/her' },
        },
      ],
      answers: { place_to_sleep: 'yes', papers_held: 'yes', pay_withheld: 'unsure', rest_needed: 'no' },
      after: async (ask, id) => {
        await serveMarigold(ask, id, day);
        await releaseToAttorney(ask, id);
      },
    },
    {
      who: 'intake',
      intake: {
        alias: 'Juniper',
        intakeOn: day(0),
        cameBy: 'law_enforcement',
        language: 'quc',
        interpreter: 'needed',
        ageGroup: 'may_be_minor',
        foreignMinor: 'may_be',
      },
      after: async (ask, id) => {
        const { colleagues } = await ask('identity.colleagues', {});
        const advocate = colleagues.find((one: { displayName: string }) => one.displayName === 'June Okafor');
        await ask('clients.addToTeam', { id, accountId: advocate.id, capacity: 'lead_advocate' });
      },
    },
    {
      who: 'secondAdvocate',
      intake: {
        alias: 'Cedar',
        intakeOn: day(120),
        cameBy: 'street_outreach',
        language: 'en',
        interpreter: 'not_needed',
        ageGroup: 'adult',
      },
      details: [contacts({ channel: 'email', value: 'cedar@example.org', safety: 'safe', when: 'Any time' })],
      after: async (ask, id) => {
        await ask('clients.change', { id, version: 1, state: 'active' });
        await serveCedar(ask, id, day);
        await releasesThoughtAbout(ask, id);
      },
    },
    {
      who: 'advocate',
      intake: {
        alias: 'Wren',
        intakeOn: day(12),
        cameBy: 'self',
        language: 'tl',
        ageGroup: 'adult',
        closedCircle: true,
      },
    },
    {
      who: 'otherAdvocate',
      intake: {
        alias: 'Harvest',
        intakeOn: day(5),
        cameBy: 'health_care',
        language: 'pt',
        ageGroup: 'adult',
      },
    },
  ];
}

/** Takes the clients of the demo world in, as their advocates, counted back from today. */
export async function takeClientsIn(server: ProviderServer, cast: ProviderCast, today: Date): Promise<void> {
  const day = (ago: number) => new Date(today.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
  for (const story of stories(day)) await tell(server, cast[story.who], story, day(0));
}

async function tell(server: ProviderServer, who: ProviderPerson, story: Story, today: string): Promise<void> {
  const ask = async (procedure: string, input: unknown) =>
    (await askProvider(server, who, procedure, input)).body;
  const { id } = await ask('clients.takeIn', story.intake);
  for (const detail of story.details ?? []) await ask('clients.saveDetails', { id, version: null, detail });
  if (story.answers)
    await ask('screenings.hold', {
      clientId: id,
      tool: 'conversation',
      heldOn: today,
      answers: story.answers,
    });
  await story.after?.(ask, id);
}
