import { expect, test } from 'vitest';
import { addressForm, parseAddress, sameAddress } from './addresses.ts';
import { normalizePlate, parsePlate, plateKey, samePlate } from './plates.ts';

test('a plate is its letters and digits, and the state is read where it is named', () => {
  expect(normalizePlate('ab-c 12·34')).toBe('ABC1234');
  expect(parsePlate('IL ABC 1234')).toEqual({ plate: 'ABC1234', state: 'IL' });
  expect(parsePlate('ABC-1234 (TX)')).toEqual({ plate: 'ABC1234', state: 'TX' });
  expect(parsePlate('CA: 7ABC123')).toEqual({ plate: '7ABC123', state: 'CA' });
  expect(parsePlate('ABC1234')).toEqual({ plate: 'ABC1234', state: null });
  expect(parsePlate(' - ')).toBeNull();
});

test('plates that eyes confuse meet, and plates of two states do not', () => {
  expect(samePlate('ABO 1S34', 'A80-1534')).toBe(true);
  expect(samePlate('IL ABC1234', 'ABC 1234')).toBe(true);
  expect(samePlate('IL ABC1234', 'TX ABC1234')).toBe(false);
  expect(samePlate('ABC1234', 'ABC1235')).toBe(false);
  expect(plateKey('AB')).toBeNull();
  expect(samePlate('', '')).toBe(false);
});

test('an address is the same however its street is shortened', () => {
  expect(parseAddress('1200 North Michigan Avenue, Apt 4B, Chicago, IL 60611-1234')).toEqual({
    street: '1200 n michigan ave chicago il',
    unit: '4b',
    zip: '60611',
  });
  expect(sameAddress('1200 N. Michigan Ave #12', '1200 North Michigan Avenue, Chicago, IL 60611')).toBe(true);
  expect(sameAddress('45 W. Fifth St.', '45 West 5th Street')).toBe(true);
  expect(addressForm('45 W. Fifth St.')).toBe('45 w 5 st');
});

test('another house, another street or another postal code is another address', () => {
  expect(sameAddress('1200 N Michigan Ave', '1202 N Michigan Ave')).toBe(false);
  expect(sameAddress('1200 N Michigan Ave', '1200 N Milwaukee Ave')).toBe(false);
  expect(sameAddress('12 Oak St 60601', '12 Oak St 60602')).toBe(false);
  expect(sameAddress('1200', '1200 N Michigan Ave')).toBe(false);
  expect(sameAddress('', '')).toBe(false);
  expect(sameAddress('Motel at the river', 'motel at the river')).toBe(true);
});
