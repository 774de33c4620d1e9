import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';

/**
 * Two agencies plan at one corner without knowing of each other: a detective's surveillance and a deputy's buy. And a
 * phone on which both work. Place and numbers are made up.
 */
export async function tellDeconfliction(hands: Hands, people: Cast): Promise<void> {
  const { detective, deputy, inspector } = people;
  const { ago } = hands.calendar;
  const inHours = (hours: number) => new Date(ago(0).getTime() + hours * 3_600_000).toISOString();
  const corner = { lat: 41.6012, lon: -87.3371 };
  await hands.ask(detective, ago(300), 'deconfliction.enterEvent', {
    activity: 'surveillance',
    from: inHours(44),
    until: inHours(50),
    place: 'Lot across from the Blue Heron Inn',
    ...corner,
    phone: '555-0181',
  });
  await hands.ask(deputy, ago(120), 'deconfliction.enterEvent', {
    activity: 'controlled_buy',
    from: inHours(46),
    until: inHours(47),
    place: 'Service road behind the inn',
    lat: corner.lat + 0.002,
    lon: corner.lon,
    phone: '555-0182',
  });
  const phone = { type: 'phone', value: '219-555-0143', scope: null };
  await hands.ask(detective, ago(90), 'deconfliction.enterTarget', { ...phone, phone: '555-0181' });
  await hands.ask(deputy, ago(60), 'deconfliction.enterTarget', { ...phone, phone: '555-0182' });
  await hands.ask(inspector, ago(30), 'deconfliction.enterTarget', {
    type: 'email',
    value: 'crew.boss@orchard.test',
    scope: null,
    phone: '555-0183',
  });
}
