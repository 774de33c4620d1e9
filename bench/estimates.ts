/**
 * What the estimates of an office cost: a fit of 2,000 spells, 200 open strands in 4,000 runs, and the approved defendants
 * of Cook County 2019 as an office, with money, in the two threads that a job has. Run: node bench/estimates.ts FILE
 * (ccsao2019.csv.gz). Processor time and time of day in seconds, memory as the highest the process ever held. Prints JSON.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { forecastCases, shippedSlip } from '../analysis/survival/forecast.ts';
import { fitPhase } from '../analysis/survival/phase-fit.ts';
import { fittedOffice } from '../taskforce/estimates/office.ts';
import { noCalibration } from '../taskforce/estimates/rules-calibration.ts';
import { runsFor } from '../taskforce/estimates/rules-runs.ts';
import { historyOf, priorsOf, targetsOf, type SpellRow } from '../taskforce/estimates/rules-spells.ts';
import { estimateInThreads } from '../taskforce/estimates/threads.ts';
import { addDays } from '../taskforce/vocabulary/days.ts';

const file = process.argv[2];
if (file === undefined) throw new Error('Give the path of ccsao2019.csv.gz.');
const asOf = addDays('2019-01-01', 318);

const spells = parse<Record<string, string>>(gunzipSync(readFileSync(file)), { columns: true })
  .filter((row) => row['intake'] === 'approved' && Number(row['received']) < 318)
  .map((row): SpellRow => {
    const entered = addDays('2019-01-01', Number(row['received']));
    const over = row['disposed'] !== '' && Number(row['disposed']) <= 318;
    return {
      caseId: row['case']!,
      strandId: row['person']!,
      kind: 'sex/reactive',
      phase: 'post_operational',
      entered,
      left: over ? addDays('2019-01-01', Number(row['disposed'])) : null,
      to: over ? 'closed' : null,
      closeReason: over ? 'charged_and_done' : null,
      seenFrom: entered,
    };
  });
const open = targetsOf(spells, asOf);
const known = { slip: shippedSlip, priors: priorsOf, calibration: noCalibration };
const money = {
  work: [],
  costs: [],
  rates: (['detective', 'analyst', 'prosecutor', 'supervisor'] as const).map((role) => ({
    role,
    agencyId: null,
    from: '2018-01-01',
    cents: 7000,
  })),
  commitments: [],
  funding: [
    { sourceId: 'grant', year: 2020, cents: 900 },
    { sourceId: 'county', year: 2020, cents: 100 },
  ],
  labels: {},
  fiscalMonth: 10,
};

async function seconds(work: () => unknown): Promise<{ seconds: number; processor: number }> {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  const round = (n: number) => Math.round(n * 100) / 100;
  return { seconds: round((performance.now() - begun) / 1000), processor: round((user + system) / 1e6) };
}

const some = spells.slice(0, 2000);
const fit = await seconds(() =>
  fitPhase(historyOf(some, 'post_operational', asOf), priorsOf[2]!, { seed: 1 }),
);
const few = targetsOf(spells, asOf).slice(0, 200);
const shared = fittedOffice({ ...known, spells: some, asOf, seed: 1, runs: 4000 });
const strands = await seconds(() => forecastCases(few, shared, () => undefined));
const office = await seconds(() =>
  estimateInThreads(
    { ...known, spells, planned: [], money, asOf, seed: 1, runs: runsFor(open.length), cases: null },
    open.length,
  ),
);

process.stdout.write(
  `${JSON.stringify(
    {
      processors: cpus().length,
      spells: spells.length,
      open: open.length,
      'refit of 2,000 spells': fit,
      '200 open strands in 4,000 runs': strands,
      'the whole office with money': office,
      'highest memory in MB': Math.round(process.resourceUsage().maxRSS / 1024),
    },
    null,
    1,
  )}\n`,
);
