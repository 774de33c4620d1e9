import { addDays, isDay, type Day } from '../vocabulary/days.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** How long after the entry into a phase a guess may still be written down. */
export const GUESS_DAYS = 14;

/** Days by which one in ten, half and nine in ten strands like this would have left the phase. */
export type GuessDays = { p10: Day; p50: Day; p90: Day };

/** Is it still early enough to guess about a stay that began on a day? */
export const mayGuess = (enteredOn: Day, today: Day): boolean => today <= addDays(enteredOn, GUESS_DAYS);

/** A guess that may be kept: real days in their order, none before the entry, written within fourteen days of it. */
export function guessAllowed<T extends GuessDays>(guess: T, enteredOn: Day, today: Day): Verdict<T> {
  const refusals: Refusal[] = [];
  for (const field of ['p10', 'p50', 'p90'] as const)
    if (!isDay(guess[field]))
      refusals.push(refusal('no_such_day', field, 'Give a day that exists, as year-month-day.'));
  if (guess.p10 < enteredOn)
    refusals.push(refusal('before_the_entry', 'p10', 'Name a day on or after the one it entered the phase.'));
  if (guess.p50 < guess.p10)
    refusals.push(refusal('days_in_order', 'p50', 'Name three days in their order: 1 in 10, half, 9 in 10.'));
  if (guess.p90 < guess.p50)
    refusals.push(refusal('days_in_order', 'p90', 'Name three days in their order: 1 in 10, half, 9 in 10.'));
  if (!mayGuess(enteredOn, today))
    refusals.push(
      refusal('too_late_to_guess', 'strandId', 'A guess is written down within 14 days of the entry.'),
    );
  return verdict(refusals, () => guess);
}
