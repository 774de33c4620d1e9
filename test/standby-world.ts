import { arrangeCase, arrangeStrand } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { openPairedHouses, type PairedHouses } from './paired.ts';

/** A task force and a provider for the tests of stand-by notices and of the directory; set by `openStandbyWorld`. */
export let houses: PairedHouses;
export let detective: Person;
export let neighbor: Person;
export let advocate: Person;
export let other: Person;
export let theCase: { id: string; number: string };
export let strandId: string;
export let providerId: string;

export const HOUR = 3_600_000;
export const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

/** Opens both wings, paired, with a case, and listens to what is put on its way. Close `houses` after. */
export async function openStandbyWorld(): Promise<void> {
  houses = await openPairedHouses();
  const { taskforce, provider } = houses;
  detective = await taskforce.person('Dana Detective', ['investigator']);
  neighbor = await taskforce.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  advocate = await provider.person('Avi Advocate', ['community_advocate'], 'Harbor House');
  other = await provider.person('Nora Neighbor', ['community_advocate'], 'North Shelter');
  theCase = await arrangeCase(taskforce, detective, { title: 'Harvest crew at the old cannery' });
  strandId = await arrangeStrand(taskforce, theCase.id, 'Crew leader R.', {
    description: 'Drives a white van',
  });
  await taskforce.owner.query(
    `insert into kit.settings (key, value) values ('standby', $1), ('time_zone', '"America/Chicago"')
     on conflict (key) do update set value = excluded.value`,
    [JSON.stringify({ areas: ['Riverton county', 'Northern region'], coarseHours: 6, fuller: false })],
  );
  for (const { owner } of [taskforce, provider]) {
    await owner.query(`create table bridge.overheard (kind text, body jsonb)`);
    await owner.query(`create function bridge.overhear() returns trigger language plpgsql security definer as $$
      begin insert into bridge.overheard values (new.kind, new.body); return null; end $$`);
    await owner.query(
      `create trigger overhear after insert on bridge.outbox for each row execute function bridge.overhear()`,
    );
  }
  const { rows } = await ask(houses.taskforce, detective, 'providers.list', {});
  providerId = rows.find((row: { name: string }) => row.name === 'Harbor House').id;
}

type House = PairedHouses['taskforce'] | PairedHouses['provider'];
export async function ask(house: House, person: Person, procedure: string, input: unknown): Promise<any> {
  const { status, body } = await house.call(person, procedure, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}

export const wording = (more: Record<string, unknown> = {}) => ({
  area: 'Riverton county',
  windowFrom: inHours(20),
  windowUntil: inHours(30),
  people: '2-5',
  minors: 'not_known',
  genders: ['women'],
  languages: ['es'],
  needs: ['shelter', 'interpreter'],
  contactId: detective.id,
  contactPhone: '555-0142',
  validUntil: inHours(48),
  ...more,
});
export const announce = (more: Record<string, unknown> = {}, input: Record<string, unknown> = {}) =>
  ask(houses.taskforce, detective, 'standby.send', {
    caseId: theCase.id,
    strandId,
    wording: wording(more),
    providerIds: [providerId],
    ...input,
  });
export const read = (id: string, person = detective) => ask(houses.taskforce, person, 'standby.read', { id });
export const received = async (ended = true) =>
  (await ask(houses.provider, advocate, 'standby.list', { ended })).rows as any[];
export const capacity = (more: Record<string, unknown> = {}) => ({
  beds: { women: 3, families: 0 },
  legalSlots: 1,
  medicalSlots: null,
  languages: ['es', 'en'],
  validUntil: inHours(24),
  ...more,
});

/** A notice as it crosses, under a new id. */
export function specimen() {
  return {
    notice: crypto.randomUUID() as string,
    edition: 1,
    area: 'Riverton county',
    windowFrom: inHours(10),
    windowUntil: inHours(16),
    people: '2-5',
    minors: 'none',
    languages: [],
    needs: ['shelter'],
    contactName: 'Dana Detective',
    contactPhone: '555-0142',
    validUntil: inHours(20),
  };
}
