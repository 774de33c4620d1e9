import { z } from 'zod';
import { memberCapacities, phases, strandCloseReasons, strandKinds } from '../vocabulary/cases.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import { originModes, originRoutes } from '../vocabulary/origins.ts';
import { transitionEvents } from '../vocabulary/transitions.ts';

/** Shapes that several procedures of the case room share. */

export const line = (max = 200) => z.string().trim().min(1).max(max);
export const prose = (max = 4000) => z.string().trim().max(max);
export const reason = prose().nullable().default(null);
export const version = z.number().int().positive().describe('The version that was on the screen');
export const day = z.iso.date().describe('Day, year-month-day, in the time zone of the task force');
export const instant = z.iso.datetime().describe('Instant, in UTC');

export const Type = z.enum(traffickingTypes);
export const Kind = z.enum(strandKinds);
export const Phase = z.enum(phases);
export const Place = z.enum([...phases, 'closed']);
export const Mode = z.enum(['reactive', 'proactive']);
export const OriginMode = z.enum(originModes);
export const Route = z.enum(originRoutes);
export const Event = z.enum(transitionEvents);
export const CloseReason = z.enum(strandCloseReasons);
export const Capacity = z.enum(memberCapacities);
export const Labels = z.array(z.enum(handlingLabels)).max(handlingLabels.length);

export const byId = z.object({ id: z.uuid() });
export const done = z.object({ done: z.literal(true) });
export const made = z.object({ id: z.uuid() });

/** Who and where, as names in lists. */
export const Person = z.object({ id: z.uuid(), name: z.string() });
export const Agency = z.object({ id: z.uuid(), name: z.string() });

/** How many rows there are, counted up to a cap: `capped` reads as "and more". */
export const Total = z.object({ count: z.number().int(), capped: z.boolean() });
export const page = {
  limit: z.number().int().min(1).max(100).default(50),
  after: z.string().max(400).nullable().default(null).describe('`next` of the page before'),
};
export const next = z.string().nullable().describe('Give this as `after` for the next page; null: no more');

/** A case's strands by phase; computed, never stored. */
export const Picture = z.object({
  pre_operational: z.number().int(),
  operational: z.number().int(),
  post_operational: z.number().int(),
  closed: z.number().int(),
});
