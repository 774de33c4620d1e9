import type { Analysis, Group } from './survival.ts';

/** The answer in lines for the terminal; everything else is in the JSON. */
export function printed(result: Analysis): string[] {
  const { method, n, events, censored, level } = result;
  const lines = [
    `${method}: ${n} rows, ${events} ended, ${censored} still open; limits ${figure(level * 100)} %`,
  ];
  for (const group of result.groups) lines.push('', ...groupLines(group));
  const test = result.tests['logRank'] as { chisq: number; df: number; p: number } | undefined;
  if (test !== undefined)
    lines.push('', `Log-rank test: chi-square ${figure(test.chisq)}, ${test.df} df, p ${figure(test.p)}`);
  return lines;
}

function groupLines(group: Group): string[] {
  const head = group.group === null ? 'All' : `Group ${group.group}`;
  const lines = [`${head}: ${group.n} rows, ${group.events} ended`];
  const quantiles = (group['quantiles'] ?? []) as {
    p: number;
    estimate: number;
    lower: number;
    upper: number;
  }[];
  for (const { p, estimate, lower, upper } of quantiles) {
    if (estimate !== null)
      lines.push(`  ${figure(p * 100)} % by ${figure(estimate)}  (${figure(lower)} to ${figure(upper)})`);
  }
  const mean = group['restrictedMean'] as { limit: number; mean: number; se: number } | undefined;
  if (mean !== undefined)
    lines.push(
      `  mean up to ${figure(mean.limit)}: ${figure(mean.mean)}  (standard error ${figure(mean.se)})`,
    );
  for (const cause of (group['causes'] ?? []) as { cause: string; events: number; estimates: number[] }[]) {
    lines.push(
      `  by ${cause.cause}: ${cause.events}, chance by the last time ${figure(cause.estimates.at(-1) ?? 0)}`,
    );
  }
  for (const move of (group['transitions'] ?? []) as {
    from: string;
    to: string;
    events: number;
    estimates: number[];
  }[]) {
    lines.push(
      `  ${move.from} to ${move.to}: ${move.events} moves, chance at the last time ${figure(move.estimates.at(-1) ?? 0)}`,
    );
  }
  for (const fit of (group['fits'] ?? []) as Fit[]) lines.push(...fitLines(fit));
  return lines;
}

type Fit = {
  family: string;
  logLikelihood: number | null;
  coefficients: { name: string; estimate: number; standardError: number }[];
};

function fitLines({ family, logLikelihood, coefficients }: Fit): string[] {
  return [
    `  ${family}: log-likelihood ${figure(logLikelihood)}`,
    ...coefficients.map(
      (c) => `    ${c.name} ${figure(c.estimate)}  (standard error ${figure(c.standardError)})`,
    ),
  ];
}

function figure(x: number | null): string {
  return x === null || !Number.isFinite(x) ? 'not reached' : String(Number(x.toPrecision(6)));
}
