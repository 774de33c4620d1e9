import type { Tool } from './rules.ts';

/** What an answer may lead to: things to offer and clocks to look at, never a verdict. */
const routes = [
  'safety_now',
  'safety_planning',
  'medical_care',
  'housing',
  'documents',
  'immigration_counsel',
  'wage_claim',
  'child_protection',
  'hhs_notice',
  'interpreter',
  'rest_and_return',
] as const;

const q = (id: string, group: string, ...leads: (typeof routes)[number][]) => ({ id, group, routes: leads });

/**
 * A conversation about work, movement, safety and needs, in our own words after the subjects that published adult
 * tools share. Asked only as far as the person wishes.
 */
const conversation: Tool = {
  id: 'conversation',
  version: 1,
  routes: [...routes],
  questions: [
    q('safe_now', 'safety', 'safety_now', 'safety_planning'),
    q('somebody_looking', 'safety', 'safety_planning', 'housing'),
    q('threats_to_you', 'safety', 'safety_planning'),
    q('threats_to_family', 'safety', 'safety_planning', 'immigration_counsel'),
    q('hurt_or_ill', 'body', 'medical_care'),
    q('rest_needed', 'body', 'rest_and_return'),
    q('place_to_sleep', 'body', 'housing'),
    q('free_to_leave', 'movement', 'safety_planning'),
    q('watched_or_locked', 'movement', 'safety_planning'),
    q('papers_held', 'movement', 'documents', 'immigration_counsel'),
    q('pay_withheld', 'work', 'wage_claim'),
    q('debt_to_work_off', 'work', 'wage_claim', 'immigration_counsel'),
    q('work_not_as_promised', 'work', 'wage_claim'),
    q('sexual_acts_pressed', 'work', 'medical_care', 'safety_planning'),
    q('children_with_you', 'family', 'child_protection', 'housing'),
    q('language_help', 'family', 'interpreter'),
  ],
};

/** For somebody who is or may be under 18: fewer questions, and the two clocks of minors beside them. */
const youth: Tool = {
  id: 'youth',
  version: 1,
  routes: [...routes],
  questions: [
    q('safe_now', 'safety', 'safety_now', 'safety_planning', 'child_protection'),
    q('grown_up_to_trust', 'safety', 'child_protection'),
    q('left_home', 'safety', 'housing', 'child_protection'),
    q('hurt_or_ill', 'body', 'medical_care'),
    q('somebody_decides', 'movement', 'safety_planning', 'child_protection'),
    q('made_to_work', 'work', 'wage_claim', 'child_protection'),
    q('gifts_for_acts', 'work', 'medical_care', 'child_protection'),
    q('from_another_country', 'family', 'hhs_notice', 'immigration_counsel'),
    q('language_help', 'family', 'interpreter'),
  ],
};

export const tools: readonly Tool[] = [conversation, youth];
/** What may be answered; nothing has to be. */
export const answers = ['yes', 'no', 'unsure', 'declined'] as const;
export const toolIds = ['conversation', 'youth'] as const;
export const screeningRoutes = routes;
