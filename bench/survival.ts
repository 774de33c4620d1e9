/**
 * The survival engine against R's package survival on the same fits: the approved defendants of Cook County 2019.
 * Processor time, median of the rounds. Run: node bench/survival.ts FILE (ccsao2019.csv.gz); R is left out if it is not
 * installed (apt-get install r-cran-survival). Prints JSON.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { cumulativeIncidence } from '../analysis/survival/competing-risks.ts';
import { kaplanMeier } from '../analysis/survival/kaplan-meier.ts';
import { lifetimesOf } from '../analysis/survival/lifetimes.ts';
import { fitParametric } from '../analysis/survival/parametric.ts';

const file = process.argv[2];
if (file === undefined) throw new Error('Give the path of ccsao2019.csv.gz.');
const rounds = Number(process.env['ROUNDS'] ?? 9);
const lastDay = 318;

const rows = parse<Record<string, string>>(gunzipSync(readFileSync(file)), { columns: true }).filter(
  (row) => row['intake'] === 'approved' && Number(row['received']) <= lastDay,
);
const ends = rows.map((row) => (row['disposed'] ? Number(row['disposed']) : Infinity));
const exit = rows.map((row, i) => Math.max(0.5, Math.min(lastDay, ends[i]!) - Number(row['received'])));
const ended = ends.map((end) => (end <= lastDay ? 1 : 0));
const cause = rows.map((row, i) => (ended[i] === 1 ? row['outcome']! : null));
const families = ['exponential', 'weibull', 'lognormal', 'loglogistic'] as const;

function milliseconds(work: () => unknown): number {
  work();
  const times = Array.from({ length: rounds }, () => {
    const begun = process.cpuUsage().user;
    work();
    return (process.cpuUsage().user - begun) / 1000;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
}

const own: Record<string, number> = {
  'Kaplan-Meier': milliseconds(() => kaplanMeier({ exit, ended })),
  causes: milliseconds(() => cumulativeIncidence({ exit, cause })),
};
for (const family of families)
  own[family] = milliseconds(() => fitParametric(lifetimesOf({ exit, ended }), family));

const script = `
suppressMessages(library(survival))
d <- read.csv(gzfile("${file}")); d <- d[d$intake == "approved" & d$received <= ${lastDay}, ]
e <- as.numeric(!is.na(d$disposed) & d$disposed <= ${lastDay})
t <- pmax(.5, ifelse(e == 1, d$disposed, ${lastDay}) - d$received)
cause <- factor(ifelse(e == 1, d$outcome, "0"))
ms <- function(work) { work(); 1000 * median(sapply(1:${rounds}, function(i) { s <- proc.time()[[1]]; work(); proc.time()[[1]] - s })) }
cat("Kaplan-Meier", ms(function() survfit(Surv(t, e) ~ 1)), "\\n", sep = ",")
cat("causes", ms(function() survfit(Surv(t, cause) ~ 1)), "\\n", sep = ",")
for (f in c(${families.map((f) => `"${f}"`).join(', ')})) cat(f, ms(function() survreg(Surv(t, e) ~ 1, dist = f)), "\\n", sep = ",")
`;
const told = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' });
const r: Record<string, number> = {};
for (const line of told.status === 0 ? told.stdout.trim().split('\n') : []) {
  const [name = '', time = ''] = line.split(',');
  r[name] = Number(time);
}
const table = Object.entries(own).map(([what, ms]) => ({
  what,
  ms: Number(ms.toFixed(1)),
  r: r[what] ?? null,
  timesFaster: r[what] === undefined ? null : Number((r[what] / ms).toFixed(1)),
}));
process.stdout.write(`${JSON.stringify({ defendants: exit.length, rounds, table }, null, 1)}\n`);
