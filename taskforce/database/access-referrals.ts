import { ofVictim, type Line } from './access-lines.ts';
import type { Ground } from './access-world.ts';

/** The tables of the referral desk. */
export const referralAccess: Record<string, Line> = {
  'taskforce.referral_rules': {
    of: 'installation',
    read: 'signed in',
    insert: 'writeProtocol',
    update: 'writeProtocol',
    why: 'What the protocol says of referrals; an edition is written once and retired once',
  },
  'taskforce.brought_referrals': {
    of: 'installation',
    read: 'receiveReferrals',
    insert: 'nobody',
    update: 'receiveReferrals',
    why: 'Survivors who want to report, as their providers said: states alone; what they say is in the release',
  },
  'taskforce.referrals': ofVictim(
    'writeVictims',
    'writeVictims',
    'For the people who work with the victims of a case; the state follows the offers',
  ),
  'taskforce.referral_offers': ofVictim(
    'writeVictims',
    'writeVictims',
    'Providers that were asked, and what they answered: states only',
  ),
  'taskforce.referral_moves': ofVictim('nobody', 'nobody', 'Each state, written by triggers'),
  'taskforce.referral_links': ofVictim(
    'writeVictims',
    'writeVictims',
    'One-time links; the code cannot be read back',
  ),
};

/** Values for their specimens, and for those of the stand-by notices. */
export const referralSamples: Record<string, (ground: Ground) => Record<string, unknown>> = {
  'taskforce.referral_rules': ({ unique }) => ({
    rule: `00000000-0000-4000-b000-${String(unique).padStart(12, '0')}`,
    direction: 'to_provider',
  }),
  'taskforce.brought_referrals': ({ unique, caseId }) => ({
    pair_id: caseId,
    referral: `00000000-0000-4000-b100-${String(unique).padStart(12, '0')}`,
    urgency: 'this_week',
    state: 'offered',
  }),
  'taskforce.referrals': ({ unique }) => ({
    number: `R-2027-${String(unique).padStart(6, '0')}`,
    needs: ['shelter'],
  }),
  'taskforce.referral_offers': ({ parent, unique, authorId }) => ({
    referral_id: parent('taskforce.referrals'),
    provider_id: `00000000-0000-4000-d100-${String(unique).padStart(12, '0')}`,
    way: 'phone',
    state: 'withdrawn',
    offered_by: authorId,
  }),
  'taskforce.referral_moves': ({ parent }) => ({ referral_id: parent('taskforce.referrals') }),
  'taskforce.referral_links': ({ parent, authorId }) => ({
    offer_id: parent('taskforce.referral_offers'),
    made_by: authorId,
    ended_at: '2026-02-01T00:00:00Z',
  }),
  'taskforce.standby_notices': ({ authorId }) => ({
    people: '1',
    minors: 'none',
    made_by: authorId,
    strand_id: null,
    window_until: '2026-03-02T12:00:00Z',
    valid_until: '2026-03-03T12:00:00Z',
  }),
  'taskforce.standby_recipients': ({ parent, unique, authorId }) => ({
    notice_id: parent('taskforce.standby_notices'),
    provider_id: `00000000-0000-4000-d000-${String(unique).padStart(12, '0')}`,
    added_by: authorId,
  }),
};
