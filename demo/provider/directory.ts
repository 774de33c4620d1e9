import type { ProviderServer } from '../../provider/server.ts';
import { askProvider, type ProviderCast } from './hands.ts';

/** What Harbor House shows of itself; it goes to a task force in the moment they are paired. */
export async function showServices(server: ProviderServer, people: ProviderCast, now: Date): Promise<void> {
  const ask = (procedure: string, input: unknown) => askProvider(server, people.supervisor, procedure, input);
  const offer = {
    ageFrom: 18,
    ageUntil: 120,
    languages: ['en', 'es'],
    eligibility: null,
    withoutCooperation: 'yes',
    confirmedOn: now.toISOString().slice(0, 10),
  };
  const beds = await ask('directory.add', {
    ...offer,
    name: 'Emergency stay',
    services: ['shelter', 'food_clothing', 'safety_planning'],
    serves: ['women', 'transgender_and_nonbinary'],
    hours: 'always',
  });
  await ask('directory.publish', { id: beds.body.id, version: 1 });
  await ask('directory.add', {
    ...offer,
    name: 'Advocates at the hospital',
    services: ['crisis_counseling', 'medical', 'interpreter'],
    serves: [],
    hours: 'by_appointment',
  });
  await ask('directory.tellCapacity', {
    capacity: {
      beds: { women: 3, transgender_and_nonbinary: 1 },
      legalSlots: 2,
      medicalSlots: null,
      languages: ['en', 'es'],
      validUntil: new Date(now.getTime() + 3 * 86_400_000).toISOString(),
    },
  });
}
