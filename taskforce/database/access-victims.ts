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
  'taskforce.rights_told': ofVictim('writeVictims', 'nobody', 'Which rights were told; never changed'),
  'taskforce.notice_choices': ofVictim(
    'writeVictims',
    'nobody',
    'Of what a victim wants to be told; the latest word holds',
  ),
  'taskforce.rights_events': ofVictim(
    'writeVictims',
    'writeVictims',
    'What happens in court or custody; taken back rather than changed',
  ),
  'taskforce.rights_notices': ofVictim(
    'nobody',
    'writeVictims',
    'Owed by the database; told only by a try with proof',
  ),
  'taskforce.notice_tries': ofVictim(
    'writeVictims',
    'nobody',
    'Tries to tell a victim, through a channel they called safe; never changed',
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

/** Victims themselves: identity apart, decisions, ways to reach them, screenings, roles in strands. */
export const victimRoom: Record<string, Line> = {
  'taskforce.victims': ofVictim(
    'writeVictims',
    'writeVictims',
    'By code name; other readers of the case see code name and status through a view; status is set by recorded decisions',
    marked,
  ),
  'taskforce.victim_identities': ofVictim(
    'unmaskVictims',
    'unmaskVictims',
    'Sealed; that there is one is seen, who it is only through a function: members of the case, both factors, a reason',
  ),
  'taskforce.victim_channels': ofVictim(
    'writeVictims',
    'writeVictims',
    'Kind, safety and times are seen; number, code word and notes are sealed; an unsafe one never opens',
  ),
  'taskforce.victim_contacts': ofVictim('writeVictims', 'nobody', 'Contacts and attempts; written once'),
  'taskforce.victim_unmaskings': ofVictim(
    'nobody',
    'nobody',
    'Who opened what and why; written by functions',
  ),
  'taskforce.victim_decisions': ofVictim(
    'writeVictims',
    'nobody',
    'Written once; confirming and setting aside ask for victims.confirm too',
  ),
  'taskforce.victim_screenings': ofVictim('writeVictims', 'nobody', 'Answers; written once, never a score'),
  'taskforce.victim_strands': ofVictim(
    'writeVictims',
    'writeVictims',
    'Read where victim and strand are read; ended, not deleted',
  ),
};
