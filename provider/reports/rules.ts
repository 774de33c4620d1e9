import type { FieldProblem } from '../../kit/problems.ts';
import type { clockKinds } from '../vocabulary/clients.ts';
import type { DisclosureKind, disclosureBases, RecipientKind } from '../vocabulary/disclosures.ts';
import type { ReportPath, ReportRecipient } from '../vocabulary/reports.ts';

const HOUR = 3_600_000;

/** Deadline of the client that a report settles; danger has none. */
export const clockOf: Record<ReportPath, (typeof clockKinds)[number] | null> = {
  imminent_danger: null,
  child_protection: 'child_abuse_report',
  hhs_minor: 'hhs_notice',
  missing_from_care: 'missing_from_care',
};

/**
 * Hours that hold where the provider's own list says nothing. HHS: 24 hours (22 USC 7105(b)). The others are as each
 * state sets them, and a day is what is shown until the list says otherwise. Danger waits for nothing.
 */
const usualHours: Record<ReportPath, number | null> = {
  imminent_danger: null,
  child_protection: 24,
  hhs_minor: 24,
  missing_from_care: 24,
};

/**
 * Last moment of a report. A rule of the provider's list may ask for it sooner or later; the federal day for HHS is
 * never made longer.
 * @param hours of the rule that was chosen; null for at once; undefined without a rule
 */
export function dueAt(path: ReportPath, foundAt: Date, hours: number | null | undefined): Date | null {
  const usual = usualHours[path];
  if (usual === null) return null;
  const chosen = hours === undefined ? usual : (hours ?? 0);
  return new Date(foundAt.getTime() + (path === 'hhs_minor' ? Math.min(chosen, usual) : chosen) * HOUR);
}

/** How a report stands in the log of who received what. */
export const logged: Record<ReportPath, { kind: DisclosureKind; basis: (typeof disclosureBases)[number] }> = {
  imminent_danger: { kind: 'danger', basis: 'danger_to_life' },
  child_protection: { kind: 'mandated_report', basis: 'child_abuse_report' },
  hhs_minor: { kind: 'mandated_report', basis: 'hhs_notice' },
  missing_from_care: { kind: 'mandated_report', basis: 'statute' },
};
export const recipientKindOf: Record<ReportRecipient, RecipientKind> = {
  emergency_services: 'emergency_services',
  police: 'law_enforcement',
  child_protection: 'child_protection',
  hhs: 'hhs',
  ncmec: 'other',
  other: 'other',
};

/** What was found, done or told lies before now, and nothing was done before it was found. */
export function timesInOrder(
  times: { foundAt: string; madeAt?: string | undefined; toldAt?: string | undefined },
  now: Date,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const future = (path: string, at: string | undefined) => {
    if (at !== undefined && new Date(at) > now)
      problems.push({ path, problem: 'in_the_future', remedy: 'Choose now or an earlier moment.' });
  };
  future('foundAt', times.foundAt);
  future('made.at', times.madeAt);
  future('told.at', times.toldAt);
  if (times.madeAt !== undefined && new Date(times.madeAt) < new Date(times.foundAt))
    problems.push({
      path: 'made.at',
      problem: 'before_found',
      remedy: 'Choose a moment after the facts were found.',
    });
  return problems;
}
