import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { options, requestOf } from './analyse/request.ts';
import { stackOf } from './analyse/rows.ts';
import { analyse, type Analysis } from './analyse/survival.ts';
import { readTable } from './analyse/table.ts';
import { readCall } from './command.ts';
import { command } from './commands/analyse.ts';
import { concert } from './testing.ts';

const place = mkdtempSync(path.join(tmpdir(), 'concert-analyse-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function file(text: string | Buffer, name = 'spells.csv'): string {
  const at = path.join(place, name);
  writeFileSync(at, text);
  return at;
}

/** What the command computes, as it would come out of its JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- the shape of the JSON is what the tests check
function analysed(text: string | Buffer, ...words: string[]): any {
  const request = requestOf(readCall('analyse', command, ['survival', file(text), ...words]));
  const result: Analysis = analyse(stackOf(readTable(request.file), request), request);
  return JSON.parse(JSON.stringify(result));
}

/** The refusal: its sentence and its remedy. */
function refusal(text: string | Buffer, ...words: string[]): string {
  try {
    analysed(text, ...words);
  } catch (error) {
    return `${(error as Error).message} ${(error as { remedy?: string }).remedy ?? ''}`;
  }
  return 'nothing was refused';
}

const five = 'days,over,unit\n2,1,a\n3,1,a\n3,0,a\n5,1,b\n8,0,b\n';
const plain = ['--time', 'days', '--event', 'over'];

test('a person with a CSV gets the curve with times, at risk, estimates, variances, limits and quantiles', () => {
  const { n, events, groups, method } = analysed(five, ...plain);
  expect({ n, events, method, groups: groups.length }).toEqual({
    n: 5,
    events: 3,
    method: 'Kaplan-Meier',
    groups: 1,
  });
  const [all] = groups;
  expect(all).toMatchObject({ group: null, n: 5, events: 3, times: [2, 3, 5, 8], atRisk: [5, 4, 2, 1] });
  expect(all.estimates[2]).toBeCloseTo(0.3, 12);
  expect(all.variances[2]).toBeCloseTo(0.057, 12);
  expect(all.limits).toMatchObject({ level: 0.95, scale: 'log' });
  expect(all.quantiles.find((q: { p: number }) => q.p === 0.5)).toMatchObject({
    p: 0.5,
    estimate: 5,
    upper: null,
  });
});

test('groups, causes, states and fits come out each in their place', () => {
  const grouped = analysed(five, ...plain, '--by', 'unit', '--fit', 'exponential,weibull');
  expect(grouped.groups.map((g: { group: string }) => g.group)).toEqual(['a', 'b']);
  expect(grouped.tests.logRank.df).toBe(1);
  const [rate] = grouped.groups[0].fits[0].parameters;
  expect(rate.estimate).toBeCloseTo(2 / 8, 10);
  expect(rate.standardError).toBeCloseTo(Math.sqrt(2) / 8, 6);
  expect(grouped.groups[0].fits[0].logLikelihood).toBeCloseTo(2 * Math.log(0.25) - 2, 10);

  const caused = analysed(
    'days,way\n2,charged\n3,closed\n4,\n5,charged\n',
    '--time',
    'days',
    '--cause',
    'way',
  );
  expect(caused.groups[0].causes.map((c: { cause: string }) => c.cause)).toEqual(['charged', 'closed']);
  expect(caused.groups[0].causes[0].estimates[0]).toBeCloseTo(0.25, 12);

  const stays = 'id,from,to,time\n1,pre,op,4\n1,op,pre,7\n1,pre,cens,10\n2,pre,op,3\n2,op,,10\n';
  const states = analysed(stays, '--time', 'time', '--from', 'from', '--to', 'to');
  expect(states.groups[0].states).toEqual(['op', 'pre']);
  expect(states.notes.join(' ')).toContain('each stay starts where the one before');
  const there = states.groups[0].transitions.find(
    (t: { from: string; to: string }) => t.from === 'pre' && t.to === 'op',
  );
  expect(there.estimates).toEqual([0.5, 1, 0.5, 0.5]);
});

test('a Cox regression gives coefficients with standard errors, tests and a baseline', () => {
  const text = 'days,over,x\n1,1,1\n2,1,0\n3,1,1\n4,0,0\n5,1,0\n6,1,1\n';
  const { fit } = analysed(text, ...plain, '--fit', 'cox', '--covariates', 'x').groups[0];
  expect(fit).toMatchObject({ family: 'cox', ties: 'efron', n: 6, events: 5, converged: true });
  expect(fit.coefficients[0].hazardRatio).toBeCloseTo(Math.exp(fit.coefficients[0].estimate), 12);
  expect(fit.baseline.times).toHaveLength(6);
  expect(refusal(text, ...plain, '--fit', 'cox')).toMatch(/needs --covariates/);
});

test('tables come with other separators, quotes, a mark at the beginning, or packed', () => {
  const wanted = analysed(five, ...plain).groups[0].estimates;
  const semicolons = `\uFEFF${five.replaceAll(',', ';')}`;
  expect(analysed(semicolons, ...plain).groups[0].estimates).toEqual(wanted);
  const quoted = five.replace('2,1,a', '"2",TRUE,"a, b"');
  expect(analysed(quoted.replaceAll('\n', '\r\n'), ...plain).groups[0].estimates).toEqual(wanted);
  expect(analysed(gzipSync(five), ...plain).groups[0].estimates).toEqual(wanted);
  const comma = analysed('days;over\n2,5;1\n4;0\n', ...plain);
  expect(comma.groups[0].times).toContain(2.5);
});

test('a row that cannot be is named by row and column, with the remedy, and can be left out', () => {
  const bad: [string, string[], RegExp][] = [
    ['days,over\n2,1\n,1\n', plain, /Row 2, column "days": the cell is empty.*--leave-out/],
    ['days,over\n2,1\nsoon,1\n', plain, /Row 2, column "days": the cell is not a number/],
    ['days,over\n"2,5",1\n', plain, /Row 1, column "days": the number has a decimal comma.*point/],
    ['days,over\n-2,1\n', plain, /Row 1, column "days": the number is below 0/],
    ['days,over\n2,maybe\n', plain, /Row 1, column "over": the cell is neither 0 nor 1.*--event-is/],
    ['days,over\n2,1\n2,3\n5,7\n', plain, /3 different codes.*--cause/],
    ['days,over\n2,1,9\n', plain, /Row 1 has 3 cells and the heading has 2/],
    ['days,over\n0,1\n', [...plain, '--fit', 'weibull'], /Row 1, column "days": a fit needs times above 0/],
    ['days,over,in\n2,1,2\n', [...plain, '--entry', 'in'], /Row 1, column "in": it is not before.*"days"/],
    ['days,over\n2,1\n', ['--time', 'day', '--event', 'over'], /no column "day" for --time.*days, over/],
    ['days,over,way\n2,1,\n', [...plain, '--cause', 'way'], /Row 1, column "way": it ended.*how/],
    ['', plain, /empty/],
    ['days,over\n', plain, /no rows/],
    [Buffer.from([0, 1, 2]).toString('latin1'), plain, /not text/],
  ];
  for (const [text, words, wanted] of bad) expect(refusal(text, ...words)).toMatch(wanted);
  const left = analysed('days,over\n2,1\n,1\n3,0\n', ...plain, '--leave-out');
  expect(left).toMatchObject({ n: 2, leftOut: { rows: 1, why: [{ column: 'days', rows: 1 }] } });
});

test('codes 1 and 2 are read as R reads them, and the person is told', () => {
  const { events, notes } = analysed('t,s\n5,1\n6,2\n7,2\n', '--time', 't', '--event', 's');
  expect(events).toBe(2);
  expect(notes.join(' ')).toContain('2 ended');
  expect(analysed('t,s\n5,1\n6,2\n7,2\n', '--time', 't', '--event', 's', '--event-is', '1').events).toBe(1);
});

test('a curve whose early risk set runs empty says so and names the way out', () => {
  const { groups, notes } = analysed(
    'u,t,d\n0,1,1\n5,9,1\n5,12,0\n',
    '--entry',
    'u',
    '--time',
    't',
    '--event',
    'd',
  );
  expect(groups[0].estimates).toEqual([0, 0, 0]);
  expect(groups[0].variances).toEqual([null, null, null]);
  expect(notes.join(' ')).toMatch(/ran empty.*--given/);
});

test('options that do not go together are refused with what is missing', () => {
  expect(refusal(five, '--time', 'days')).toMatch(/--event E is missing/);
  expect(refusal(five, ...plain, '--from', 'x')).toMatch(/--from and --to/);
  expect(refusal(five, ...plain, '--fit', 'cubist')).toMatch(/--fit takes exponential/);
  expect(refusal(five, ...plain, '--level', '95')).toMatch(/--level/);
  expect(refusal(five, ...plain, '--quantiles', '1.2')).toMatch(/--quantiles/);
});

test('at the terminal: help names every option, JSON goes to standard output alone, notes beside it', async () => {
  const help = await concert(['help', 'analyse']);
  for (const name of Object.keys(options)) expect(help.out).toContain(`--${name}`);
  const told = await concert([
    'analyse',
    'survival',
    file('t,s\n5,1\n6,2\n'),
    '--time',
    't',
    '--event',
    's',
    '--json',
  ]);
  expect(told.code).toBe(0);
  expect(JSON.parse(told.out)).toMatchObject({ n: 2, events: 1 });
  expect(told.err).toContain('note: Column "s"');
  const missing = await concert(['analyse', 'survival', path.join(place, 'no.csv'), ...plain]);
  expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('is not there') });
  expect(readFileSync(file(five), 'utf8')).toBe(five);
});
