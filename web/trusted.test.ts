import { afterEach, expect, test } from 'vitest';
import { allowEmptying } from './trusted.ts';

afterEach(() => {
  delete (globalThis as { trustedTypes?: unknown }).trustedTypes;
});

test('a place on the page may be emptied, and no text ever becomes HTML', () => {
  let rules: { createHTML(html: string): string | null } | undefined;
  (globalThis as { trustedTypes?: unknown }).trustedTypes = {
    createPolicy: (name: string, given: typeof rules) => {
      expect(name).toBe('default');
      rules = given;
    },
  };
  allowEmptying();
  expect(rules?.createHTML('')).toBe('');
  for (const text of [' ', 'a', '<img src=x onerror=alert(1)>']) expect(rules?.createHTML(text)).toBeNull();
});

test('a browser without trusted types is left alone', () => {
  expect(() => allowEmptying()).not.toThrow();
});
