import { expect, test } from 'vitest';
import { lockedUntil, passwordProblem } from './rules.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));

test('four failures within fifteen minutes do not lock a name, the fifth does, for fifteen minutes from the last', () => {
  expect(lockedUntil([at(4), at(3), at(2), at(1)], at(5))).toBeNull();
  expect(lockedUntil([at(5), at(4), at(3), at(2), at(1)], at(6))).toEqual(at(20));
});

test('failures older than fifteen minutes do not count', () => {
  expect(lockedUntil([at(15), at(14), at(13), at(12), at(0)], at(16))).toBeNull();
});

test('a password needs fifteen characters and more than the own name', () => {
  const about = { email: 'maria.ortega@example.org', displayName: 'Maria Ortega' };
  expect(passwordProblem('short but odd!', about)?.problem).toBe('too_short');
  expect(passwordProblem('MariaOrtegaMariaOrtega', about)?.problem).toBe('too_easy');
  expect(passwordProblem('password123456password', about)?.problem).toBe('too_easy');
  expect(passwordProblem('vier Möwen über dem Hafen', about)).toBeNull();
});
