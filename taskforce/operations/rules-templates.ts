import type {
  Foreseen,
  OperationKind,
  OperationRisk,
  PostPlace,
  PostRole,
  SectionKind,
} from '../vocabulary/operations.ts';
import type { StageKey } from './template-words.ts';

/** What a template of a kind begins a plan with; the sentences are in template-en-words.ts and template-es-words.ts. */
export type Template = {
  victimsForeseen: Foreseen;
  minorsPossible: Foreseen;
  risk: OperationRisk;
  stages: readonly StageKey[];
  /** Stage → the stages it waits for; without an entry it waits for the one before it. */
  waits?: Readonly<Partial<Record<StageKey, readonly StageKey[]>>>;
  posts: readonly { role: PostRole; place: PostPlace }[];
  sections: readonly SectionKind[];
};

const post = (role: PostRole, place: PostPlace) => ({ role, place });
const always: readonly SectionKind[] = ['comms', 'medical', 'interpreters', 'safety', 'budget', 'after'];
const withVictims: readonly SectionKind[] = [
  ...always,
  'evidence',
  'property_and_children',
  'media',
  'transport',
  'legal_classes',
];
const care = [
  post('victim_liaison', 'staging'),
  post('interviewer', 'interview'),
  post('interpreter', 'interview'),
  post('medic', 'staging'),
  post('transport', 'staging'),
];
const command = [post('commander_on_scene', 'scene'), post('communications', 'command')];

/** One template a kind: stages with go/no-go and abort criteria, the roster's posts, the written parts. */
export const templates: Readonly<Record<OperationKind, Template>> = {
  surveillance: {
    victimsForeseen: 'not_known',
    minorsPossible: 'not_known',
    risk: 'low',
    stages: ['briefing', 'watch', 'stand_down'],
    posts: [...command, post('surveillance', 'scene'), post('surveillance', 'scene')],
    sections: [...always, 'surveillance'],
  },
  enforcement_action: {
    victimsForeseen: 'yes',
    minorsPossible: 'not_known',
    risk: 'high',
    stages: ['briefing', 'staging', 'entry', 'care', 'interviews', 'search', 'stand_down'],
    waits: { search: ['entry'], stand_down: ['interviews', 'search'] },
    posts: [
      ...command,
      post('entry', 'scene'),
      post('arrest', 'scene'),
      post('evidence', 'scene'),
      post('prosecutor_on_call', 'remote'),
      ...care,
    ],
    sections: withVictims,
  },
  sting: {
    victimsForeseen: 'not_known',
    minorsPossible: 'not_known',
    risk: 'medium',
    stages: ['briefing', 'contact', 'arrest', 'care', 'stand_down'],
    posts: [
      ...command,
      post('arrest', 'scene'),
      post('surveillance', 'scene'),
      post('evidence', 'scene'),
      ...care,
    ],
    sections: [...withVictims, 'surveillance'],
  },
  labor_inspection: {
    victimsForeseen: 'yes',
    minorsPossible: 'not_known',
    risk: 'medium',
    stages: ['briefing', 'inspection', 'care', 'interviews', 'records', 'stand_down'],
    waits: { records: ['inspection'], stand_down: ['interviews', 'records'] },
    posts: [
      ...command,
      post('inspector', 'scene'),
      post('inspector', 'scene'),
      post('evidence', 'scene'),
      post('prosecutor_on_call', 'remote'),
      ...care,
    ],
    sections: [...withVictims, 'inspection'],
  },
  knock_and_talk: {
    victimsForeseen: 'not_known',
    minorsPossible: 'not_known',
    risk: 'low',
    stages: ['briefing', 'visit', 'care', 'stand_down'],
    posts: [
      post('commander_on_scene', 'scene'),
      post('interviewer', 'scene'),
      post('victim_liaison', 'staging'),
    ],
    sections: [...always, 'legal_classes'],
  },
  recovery: {
    victimsForeseen: 'yes',
    minorsPossible: 'not_known',
    risk: 'medium',
    stages: ['briefing', 'locate', 'meet', 'care', 'stand_down'],
    posts: [
      ...command,
      post('surveillance', 'scene'),
      post('interviewer', 'interview'),
      ...care.filter(({ role }) => role !== 'interviewer'),
    ],
    sections: withVictims,
  },
  decoy: {
    victimsForeseen: 'no',
    minorsPossible: 'not_known',
    risk: 'low',
    stages: ['briefing', 'contact', 'arrest', 'stand_down'],
    posts: [...command, post('arrest', 'scene'), post('evidence', 'scene'), post('victim_liaison', 'remote')],
    sections: [...always, 'media'],
  },
  outreach_sweep: {
    victimsForeseen: 'not_known',
    minorsPossible: 'not_known',
    risk: 'low',
    stages: ['briefing', 'outreach', 'care', 'stand_down'],
    posts: [
      post('commander_on_scene', 'staging'),
      post('interviewer', 'scene'),
      post('interpreter', 'scene'),
      post('victim_liaison', 'staging'),
    ],
    sections: [...always, 'transport', 'legal_classes'],
  },
  takedown: {
    victimsForeseen: 'yes',
    minorsPossible: 'not_known',
    risk: 'high',
    stages: ['briefing', 'watch', 'staging', 'entry', 'arrest', 'care', 'interviews', 'search', 'stand_down'],
    waits: {
      arrest: ['staging'],
      care: ['entry'],
      search: ['entry', 'arrest'],
      stand_down: ['interviews', 'search'],
    },
    posts: [
      ...command,
      post('entry', 'scene'),
      post('arrest', 'scene'),
      post('surveillance', 'scene'),
      post('evidence', 'scene'),
      post('prosecutor_on_call', 'remote'),
      ...care,
    ],
    sections: [...withVictims, 'surveillance'],
  },
};
