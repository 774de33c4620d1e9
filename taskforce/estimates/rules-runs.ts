/**
 * How many runs the ranges of time rest on. The middle of 4,000 runs is known to 0.8 in a hundred, of 1,000 to 1.6: for an
 * office of thousands that is nothing beside what is not known of its pace, and the whole of it takes a minute, not four.
 */
export const runsFor = (open: number): number => (open <= 2000 ? 4000 : 1000);

/** How many of the runs carry money and fans, which take longer to add up. */
export const moneyRunsFor = (open: number, runs: number): number =>
  Math.min(runs, open <= 500 ? runs : open <= 5000 ? 400 : 200);
