import type { Sample } from './access-samples.ts';

/** A number in letters, for names that take no digits. */
const inLetters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

/** Samples of the tables of the room of victims, for the specimens of the access test. */
export const victimSamples: Record<string, Sample> = {
  'taskforce.victims': ({ unique }) => ({ code_name: `Matrix ${inLetters(unique)}` }),
  'taskforce.victim_identities': ({ parent }) => ({
    victim_id: parent('taskforce.victims'),
    handling: ['victim_identity'],
    identity_sealed: Buffer.alloc(80, 7),
  }),
  'taskforce.victim_channels': ({ parent }) => ({
    victim_id: parent('taskforce.victims'),
    kind: 'phone',
    safety: 'safe',
    details_sealed: Buffer.alloc(80, 7),
  }),
  'taskforce.victim_contacts': ({ parent }) => ({
    victim_id: parent('taskforce.victims'),
    kind: 'phone',
    outcome: 'reached',
  }),
  'taskforce.victim_unmaskings': ({ parent, authorId }) => ({
    victim_id: parent('taskforce.victims'),
    part: 'identity',
    reason: 'contact_needed',
    account_id: authorId,
  }),
  'taskforce.victim_decisions': ({ parent, unique }) => ({
    victim_id: parent('taskforce.victims'),
    place: unique,
    to_status: 'indicators',
    basis: ['documents'],
  }),
  'taskforce.victim_screenings': ({ parent }) => ({
    victim_id: parent('taskforce.victims'),
    pack: 'matrix',
    language: 'en',
    setting: 'office',
    agreed: true,
  }),
  'taskforce.victim_strands': ({ parent, unique }) => ({
    victim_id: parent('taskforce.victims'),
    role: 'witness',
    until_on: unique % 2 === 0 ? '2026-04-01' : '2026-05-01',
  }),
};
