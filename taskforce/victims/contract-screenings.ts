import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as lists from '../vocabulary/victims.ts';
import * as parts from './contract-parts.ts';
import { screeningAnswers } from './rules-screening.ts';

const Answers = z.record(z.string().regex(/^[a-z_]{3,40}$/), z.enum(screeningAnswers));

export const Screening = z.object({
  id: z.uuid(),
  pack: z.string(),
  packVersion: z.number().int(),
  language: z.string(),
  interpreterPresent: z.boolean(),
  setting: z.enum(lists.screeningSettings),
  askedOn: parts.day,
  answers: Answers,
  askedBy: parts.Person,
  recordedAt: parts.instant,
});
export type Screening = z.infer<typeof Screening>;

/** Conversations along a pack of questions. */
export const screeningProcedures = {
  screenings: procedure(
    { permission: 'victims.read', effect: 'read' },
    'Screenings of a victim, newest first',
  )
    .input(parts.byId)
    .output(z.object({ rows: z.array(Screening) })),
  screen: procedure(
    { permission: 'victims.write', effect: 'write' },
    'Record the answers of a screening; nothing is counted up',
  )
    .input(
      z.object({
        id: z.uuid().describe('The victim'),
        pack: z.string().regex(/^[a-z_]{3,40}$/),
        packVersion: z.number().int().positive(),
        language: parts.Language,
        interpreterPresent: z.boolean(),
        setting: z.enum(lists.screeningSettings),
        agreed: z.boolean().describe('The person agreed to be asked'),
        askedOn: parts.day,
        answers: Answers.refine((answers) => Object.keys(answers).length <= 60, {
          message: 'Answer only questions of this pack.',
        }),
      }),
    )
    .output(parts.made),
};
