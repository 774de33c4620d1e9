import { expect, test } from 'vitest';
import { capacityMessage, capacityOfColumns, columnsOfCapacity } from '../../bridge/capacity.ts';
import { messages } from '../../bridge/messages.ts';
import { freshness, rangeOf } from '../../bridge/offers.ts';
import { stateOf } from '../standby/rules.ts';
import { againstCapacity, againstOffer, changedSince, entryOf } from './rules.ts';

const offer = {
  name: 'Night beds',
  services: ['shelter' as const],
  serves: ['women' as const],
  ageFrom: 18,
  ageUntil: 120,
  languages: ['es'],
  hours: 'always' as const,
  eligibility: null,
  withoutCooperation: 'yes' as const,
  confirmedOn: '2026-03-01',
};
const id = '0b8f4a52-6a2e-4c6e-9d0c-2f6a3f1f9a11';

test('a service crosses as the closed table has it, and no field of it could hold an address', () => {
  const entry = entryOf(id, offer);
  expect(messages['directory.entry'].body.parse(entry)).toEqual(entry);
  expect(Object.keys(entry).filter((name) => /address|street|place|city|zip|phone/.test(name))).toEqual([]);
});

test('a change is noticed whatever the order of fields, and a new day of confirming is none', () => {
  const entry = entryOf(id, offer);
  const stored = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(entry).toReversed())));
  expect(changedSince({ ...stored, ages: { until: 120, from: 18 }, confirmedOn: '2026-01-01' }, entry)).toBe(
    false,
  );
  expect(changedSince(stored, entryOf(id, { ...offer, hours: 'by_appointment' }))).toBe(true);
  expect(changedSince(null, entry)).toBe(false);
});

test('ages the wrong way round and a day to come are refused', () => {
  expect(againstOffer(offer, '2026-03-02')).toEqual([]);
  expect(againstOffer({ ...offer, ageFrom: 30, ageUntil: 17 }, '2026-03-02').map(({ path }) => path)).toEqual(
    ['ageUntil'],
  );
  expect(againstOffer({ ...offer, confirmedOn: '2026-03-03' }, '2026-03-02').map(({ path }) => path)).toEqual(
    ['confirmedOn'],
  );
});

test('numbers hold for a time to come, at most a month, and cross as they were said', () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const told = {
    beds: { women: 0, families: 2 },
    legalSlots: null,
    medicalSlots: 1,
    languages: ['es'],
    validUntil: '2026-03-03T10:00:00.000Z',
  };
  expect(againstCapacity(told, now)).toEqual([]);
  expect(againstCapacity({ ...told, validUntil: '2026-03-02T10:00:00Z' }, now)).toHaveLength(1);
  expect(againstCapacity({ ...told, validUntil: '2026-05-02T10:00:00Z' }, now)).toHaveLength(1);
  expect(capacityOfColumns(columnsOfCapacity(told)), 'nought is something else than not said').toEqual(told);
  const message = capacityMessage(told);
  expect(messages['standby.capacity'].body.parse(message)).toEqual(message);
  expect(message.beds).toEqual([
    { who: 'women', free: 0 },
    { who: 'families', free: 2 },
  ]);
});

test('an entry is old after more than seven days, and a range knows its open end', () => {
  expect(freshness('2026-03-01', '2026-03-08')).toEqual({ days: 7, stale: false });
  expect(freshness('2026-03-01', '2026-03-09')).toEqual({ days: 8, stale: true });
  expect(rangeOf('over_25')).toEqual({ from: 26, until: null });
  expect(rangeOf('not_known')).toBeNull();
});

test('a change asks to be acknowledged anew; what was withdrawn or expired asks for nothing', () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const notice = {
    edition: 2,
    acknowledgedEdition: 1,
    validUntil: new Date('2026-03-03T00:00:00Z'),
    withdrawnAt: null,
  };
  expect(stateOf(notice, now)).toBe('changed');
  expect(stateOf({ ...notice, acknowledgedEdition: null }, now)).toBe('new');
  expect(stateOf({ ...notice, acknowledgedEdition: 2 }, now)).toBe('acknowledged');
  expect(stateOf({ ...notice, validUntil: now }, now)).toBe('expired');
  expect(stateOf({ ...notice, withdrawnAt: now }, now)).toBe('withdrawn');
});
