import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile } from './telling.ts';

const offer = {
  serves: [],
  ageFrom: 18,
  ageUntil: 120,
  eligibility: null,
  withoutCooperation: 'yes',
};

/**
 * The directory, and a notice that holds: two providers without an installation are kept by hand, one was called and
 * gave numbers, the other is still to be called.
 */
export async function tellStandby(hands: Hands, people: Cast, file: CaseFile): Promise<void> {
  const { administrator, detective, specialist } = people;
  const { at, day, ago } = hands.calendar;
  const { changedAt } = await hands.ask(administrator, ago(0), 'standby.settingsToSet');
  await hands.ask(administrator, ago(0), 'standby.setSettings', {
    areas: ['Lake county', 'Mill county', 'Quay county', 'Northern region'],
    coarseHours: 6,
    fuller: false,
    fullerHours: 1,
    changedAt,
  });
  const add = async (name: string, dutyPhone: string, resource: object): Promise<string> => {
    const { id } = await hands.ask(specialist, at(-30, 9), 'providers.add', {
      name,
      withoutBridge: name.startsWith('Open') ? 'guest_link' : 'phone',
      dutyContact: 'Duty desk',
      dutyPhone,
      mail: null,
      note: null,
      trainedOn: day(-200),
    });
    await hands.ask(specialist, at(-30, 9), 'providers.addResource', {
      providerId: id,
      resource: { ...offer, ...resource },
    });
    return id;
  };
  const open = await add('Open Door Clinic', '555-0171', {
    name: 'Walk-in clinic',
    services: ['medical', 'crisis_counseling'],
    languages: ['en', 'es'],
    hours: 'office_hours',
    confirmedOn: day(-20),
  });
  const lantern = await add('Lantern Family Shelter', '555-0172', {
    name: 'Family rooms',
    services: ['shelter', 'food_clothing', 'child_care'],
    serves: ['women', 'families'],
    languages: ['en', 'es', 'ht'],
    hours: 'always',
    confirmedOn: day(-2),
  });
  const inHours = (hours: number) => new Date(ago(0).getTime() + hours * 3_600_000).toISOString();
  const { id } = await hands.ask(detective, ago(90), 'standby.send', {
    caseId: file.id,
    wording: {
      area: 'Lake county',
      windowFrom: inHours(30),
      windowUntil: inHours(42),
      people: '2-5',
      minors: 'not_known',
      genders: ['women'],
      languages: ['es', 'zh'],
      needs: ['shelter', 'interpreter', 'medical'],
      contactId: detective.id,
      contactPhone: '555-0142',
      validUntil: inHours(72),
    },
    providerIds: [open, lantern],
  });
  const { recipients } = await hands.ask(detective, ago(60), 'standby.read', { id });
  const called = recipients.find((one: { providerId: string }) => one.providerId === lantern);
  await hands.ask(detective, ago(60), 'standby.recordTold', {
    recipientId: called.id,
    version: called.version,
    how: 'phone',
    whom: 'Duty desk',
    at: ago(65).toISOString(),
    understood: true,
    capacity: {
      beds: { women: 2, families: 1 },
      legalSlots: null,
      medicalSlots: null,
      languages: ['es'],
      validUntil: inHours(72),
    },
  });
}
