import { marked, ofVictim, type Line } from './access-lines.ts';

/** The tables of the work with victims: interviews, promises, duties, charges, relief, rights. */
export const victimWork: Record<string, Line> = {
  'taskforce.interview_plans': ofVictim(
    'writeVictims',
    'writeVictims',
    'Plans of interviews; the note-taker alone enters where the report is',
  ),
  'taskforce.promises': {
    ...ofVictim(
      'writeVictims',
      'nobody',
      'Everybody who works with the victim may add; who is cleared for giglio reads; never changed',
      marked,
    ),
    read: 'readPromises',
  },
  'taskforce.victim_charges': ofVictim(
    'writeVictims',
    'writeVictims',
    'Charges against a victim, for the page of the victim and for prosecutors',
  ),
  'taskforce.victim_duties': ofVictim(
    'nobody',
    'writeVictims',
    'Opened by the database; what concerns relief opens to who is cleared for section 1367',
    marked,
  ),
  'taskforce.relief_requests': ofVictim(
    'writeVictims',
    'nobody',
    'Restricted by 8 USC 1367, existence included; carried along by recorded steps only',
    marked,
  ),
  'taskforce.relief_steps': ofVictim(
    'writeVictims',
    'nobody',
    'Restricted by 8 USC 1367; who asked does not sign, send or decline',
    marked,
  ),
};
