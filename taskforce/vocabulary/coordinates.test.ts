import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coordinatesIn, coordinatesInWords } from './coordinates.ts';

const there = { lat: 41.501111, lon: -87.600278 };

test.each([
  ['two numbers out of a map', '41.501111, -87.600278'],
  ['two numbers with a blank between', '41.501111 -87.600278'],
  ['degrees, minutes and seconds', `41°30'04"N 87°36'01"W`],
  ['the same with other signs', '41° 30′ 4.0″ N, 87° 36′ 1.0″ W'],
  ['longitude first, by its letter', `87°36'01"W, 41°30'04"N`],
  ['letters before', 'N41 30 04 W87 36 01'],
  ['the link of a map with an at sign', 'https://maps.example/place/Motel/@41.501111,-87.600278,17z/data=x'],
  ['a link that asks', 'https://maps.example/?q=41.501111,-87.600278&z=17'],
  ['a link with its comma written out', 'https://maps.example/search?query=41.501111%2C-87.600278'],
  ['the link of an open map', 'https://map.example/#map=17/41.501111/-87.600278'],
  ['the mark of an open map', 'https://map.example/?mlat=41.501111&mlon=-87.600278#map=5/1/2'],
  ['a geo address', 'geo:41.501111,-87.600278;u=20'],
])('a place is read from %s', (_, typed) => {
  expect(coordinatesIn(typed)).toEqual(there);
});

test('degrees with decimal minutes are read, as a radio or a boat gives them', () => {
  expect(coordinatesIn("41 30.0666' N, 87 36.0167' W")).toEqual({ lat: 41.50111, lon: -87.600278 });
});

test.each([
  'somewhere',
  '12 Mill Road',
  '60601',
  '41.5',
  '91.0, 10.0',
  '41.5, 181',
  `41°75'00"N 87°36'01"W`,
  '41.5 N, 87.6 N',
  'https://maps.example/place/Motel',
  '',
])('%s is no place', (typed) => {
  expect(coordinatesIn(typed)).toBeNull();
});

test('whatever is shown is read back as the same place', () => {
  const lat = fc.integer({ min: -90_000_000, max: 90_000_000 }).map((n) => n / 1e6);
  const lon = fc.integer({ min: -180_000_000, max: 180_000_000 }).map((n) => n / 1e6);
  fc.assert(
    fc.property(lat, lon, (a, b) => {
      const at = { lat: a, lon: b };
      const read = coordinatesIn(coordinatesInWords(at));
      // Numbers too small for six figures are written with an exponent, which no map does.
      if (!/e/.test(coordinatesInWords(at))) expect(read).toEqual(at);
    }),
  );
});

test('no text, however odd, makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const read = coordinatesIn(text);
      if (read) expect([Math.abs(read.lat) <= 90, Math.abs(read.lon) <= 180]).toEqual([true, true]);
    }),
  );
});
