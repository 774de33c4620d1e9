import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';

/** A tip of the world: where it stands in the queue is read anew before every act. */
export type TipKey = keyof typeof texts;
export type Tips = Record<TipKey, { id: string }>;

/** What was told, in the words of those who told it. The first words tell the tips apart. */
const texts = {
  kitchen:
    'My cousin works in the kitchen of the Golden Harvest restaurant in Harbor. He starts before ten in the morning and is driven back to a house at midnight, six or seven days a week. The manager keeps his passport and says he still owes for the trip. He is afraid to leave.',
  motel:
    'Traffic stop behind the Blue Heron Motel. A woman in the back seat gave her name only after the driver nodded. The driver held her identity card and phone. She had no money and did not know which town she was in. Both left in a gray van.',
  cleaners:
    'Mi hermana limpia oficinas en Riverton por la noche. Son ocho mujeres en un apartamento de dos cuartos. El encargado les descuenta la renta, el transporte y la comida, y hace tres meses que no les paga. Les dijo que llamará a inmigración si se quejan.',
  outreach:
    'During outreach on Linden Street a young woman asked for a charger and said she may not keep her phone at night. She named the Blue Heron and a man she calls Coach who decides when she sleeps. She did not want help today and asked us to come back.',
  housekeeping:
    'Room 214 has refused cleaning for nine days but asks for towels twice a day. Many visitors, each for half an hour. The same gray van waits in the lot. I took the training in the spring.',
  camp: 'On inspection of Orchard Road housing in Millbrook: nineteen workers, one shower, documents held in the office safe. Pay stubs show deductions for tools and fuel that leave under two dollars an hour. Two workers asked quietly whether they may leave before the season ends.',
  school:
    'A student of 15 comes to school with new phones and is picked up by different adults. She told a friend that she owes someone money for clothes. I am a counselor and have reported it to child protection as well.',
  repeated: 'I wrote last week about room 214 of the Blue Heron. Has anybody come? The van is still there.',
  danger:
    'The caller is a woman who says she was locked in a room on the second floor of the Blue Heron since last night and that a man took her shoes and phone. She calls from the phone of the next room.',
  rumor: 'There is something wrong at the nail place by the bridge. I do not want to say more by phone.',
  bank: 'Branch staff noticed one man paying in small cash sums for six payroll cards in other names, all with the address of a restaurant in Harbor. He withdraws the wages the same day.',
  clinic:
    'A patient came with an older man who answered for her and would not leave the room. Injuries of different ages. Alone with the nurse she said that she works at night and that he keeps her papers. She took our number.',
  cleanersAgain:
    'Trabajo en la limpieza de noche en Riverton. El encargado nos quitó los pasaportes. Me dio el número de una señora que ya habló con ustedes. Ayer se llevó a dos compañeras y no han vuelto.',
  van: 'Gray van again, two women, same driver as in the summer. Parked at the truck stop on Route 9 between eleven and two. I noted the plate and did not approach.',
  now: 'A man is hitting a woman in the parking lot behind the Blue Heron and pushing her into a gray van. She is shouting that he has her daughter. They are there now.',
} as const;

const phones = { coach: '(555) 555-0117', foreman: '555-0164', manager: '(555) 555-0142' };
const van = 'Gray van, plate KTR-4471';

/** The tips of the world by their names in the story. */
export async function findTips(hands: Hands, people: Cast): Promise<Tips> {
  const { rows } = await hands.ask(people.analyst, hands.calendar.ago(0), 'tips.list', {
    lane: 'all',
    limit: 100,
  });
  const entries = Object.entries(texts).map(([key, text]) => [
    key,
    rows.find((row: { what: string }) => text.startsWith(row.what.slice(0, 40))),
  ]);
  return Object.fromEntries(entries) as Tips;
}

/** Takes the tips of four months in, by every way there is. */
export async function takeTips(hands: Hands, people: Cast, settle: () => Promise<void>): Promise<void> {
  const { at } = hands.calendar;
  const take = (who: keyof Cast, when: Date, what: TipKey, more: Record<string, unknown>) =>
    hands.ask(people[who], when, 'tips.receive', { what: texts[what], ...more });
  const tell = async (when: Date, what: TipKey, more: Record<string, unknown>, contact?: unknown) => {
    await hands.tell(when, { what: texts[what], ...more }, contact);
    await settle();
  };
  await take('analyst', at(-118, 9, 40), 'kitchen', {
    channel: 'hotline',
    originRoute: 'hotline',
    place: 'Golden Harvest, 18 Quay Street, Harbor',
    ongoing: 'yes',
    personsRange: 'two_to_five',
    phones: phones.manager,
    languagesHeard: 'Mandarin',
    contact: { name: 'A cousin', way: '555-0188', when: 'After nine in the evening; no voice messages' },
  });
  await take('detective', at(-110, 23, 15), 'motel', {
    channel: 'officer_in_field',
    originRoute: 'police_met_victim_on_other_duty',
    place: 'Blue Heron Motel, 402 Linden Street, Riverton',
    ongoing: 'yes',
    personsRange: 'two_to_five',
    vehicle: van,
    phones: phones.coach,
  });
  await tell(
    at(-104, 20),
    'cleaners',
    {
      language: 'es',
      audience: 'public',
      place: 'Riverton, edificios de oficinas del centro',
      ongoing: 'yes',
      personsRange: 'six_to_ten',
      phones: phones.foreman,
      languagesHeard: 'Español',
    },
    { way: '555-0171', when: 'Solo mensajes, por la tarde' },
  );
  await take('outreach', at(-97, 16, 5), 'outreach', {
    channel: 'partner_referral',
    originRoute: 'outreach',
    audience: 'outreach',
    place: 'Linden Street, Riverton',
    ongoing: 'yes',
    phones: phones.coach,
  });
  await tell(at(-83, 13), 'housekeeping', {
    audience: 'hotel',
    place: 'Blue Heron Motel, 402 Linden Street, Riverton',
    ongoing: 'yes',
    vehicle: van,
    trainingCode: 'TCT-HOTEL-04',
    answers: ['refuses_entry', 'many_visitors'].map((question) => ({
      pack: 'hotel',
      packVersion: '1.0.0',
      question,
      answer: 'yes',
    })),
  });
  await take('inspector', at(-75, 15, 30), 'camp', {
    channel: 'partner_referral',
    originRoute: 'sector_complaint',
    audience: 'inspector',
    place: 'Orchard Road 7, Millbrook',
    ongoing: 'yes',
    personsRange: 'eleven_to_fifty',
    languagesHeard: 'Spanish, Mam',
  });
  await tell(at(-76, 14), 'repeated', {
    audience: 'hotel',
    place: 'Blue Heron Motel, Riverton',
    ongoing: 'yes',
    vehicle: van,
  });
  await tell(
    at(-60, 15),
    'school',
    { audience: 'school', place: 'Millbrook High School', minors: 'yes', ongoing: 'unknown' },
    { name: 'School counselor', way: 'counselor@example.org', when: 'School hours' },
  );
  await take('deputy', at(-41, 2, 10), 'danger', {
    channel: 'hotline',
    originRoute: 'hotline',
    place: 'Blue Heron Motel, second floor, Riverton',
    danger: 'yes',
    ongoing: 'yes',
    personsRange: 'one',
    contact: { way: '555-0123', when: 'The phone of a neighbor' },
  });
  await take('analyst', at(-33, 11), 'rumor', {
    channel: 'phone',
    originRoute: 'community_tip_about_another',
    place: 'Near the bridge, Harbor',
    contact: { way: '555-0135', when: 'Any time' },
  });
  await take('analyst', at(-20, 10, 20), 'bank', {
    channel: 'partner_referral',
    originRoute: 'partner_report',
    audience: 'bank',
    place: 'Golden Harvest, 18 Quay Street, Harbor',
    phones: phones.manager,
    ongoing: 'yes',
  });
  await tell(at(-4, 22), 'clinic', {
    audience: 'emergency_room',
    place: 'Harbor General, emergency room',
    ongoing: 'yes',
    personsRange: 'one',
  });
  await tell(
    at(-2, 19),
    'cleanersAgain',
    {
      language: 'es',
      audience: 'public',
      place: 'Riverton, centro',
      ongoing: 'yes',
      personsRange: 'six_to_ten',
      phones: phones.foreman,
      languagesHeard: 'Español',
    },
    { way: '555-0176', when: 'Después de las tres' },
  );
  await take('detective', at(-1, 23, 50), 'van', {
    channel: 'officer_in_field',
    originRoute: 'police_met_victim_on_other_duty',
    place: 'Truck stop, Route 9, Millbrook',
    ongoing: 'yes',
    personsRange: 'two_to_five',
    vehicle: van,
  });
  await hands.tell(hands.calendar.ago(6), {
    what: texts.now,
    audience: 'public',
    place: 'Behind the Blue Heron Motel, Riverton',
    danger: 'yes',
    ongoing: 'yes',
    minors: 'unknown',
    vehicle: van,
  });
}
