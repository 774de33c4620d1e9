import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { handlingLabels } from '../vocabulary/handling.ts';
import type { AgendaCase } from './rules-agenda.ts';
import { agenda, laborPrompts } from './rules-agenda.ts';
import type { BriefItem } from './rules-briefs.ts';
import { briefWindow, labelsOfBrief, newSince, visibleTo } from './rules-briefs.ts';

const strand = {
  strandId: 's1',
  place: 'operational',
  changeRecordedOn: '2026-01-10',
  openChecklistItems: 0,
} as const;
const quiet: AgendaCase = {
  caseId: 'c1',
  openedOn: '2026-01-05',
  dangerOpen: false,
  decisionsNeeded: 0,
  overdueTasks: 0,
  lastActivityOn: '2026-03-01',
  strands: [strand],
};
const settings = { today: '2026-03-10', lastMeetingOn: '2026-02-20' };

test('a quiet case does not take the meeting’s time', () => {
  expect(agenda([quiet], settings)).toEqual([]);
});

test('danger comes first, then decisions, then what only lies still', () => {
  const cases = [
    { ...quiet, caseId: 'idle', lastActivityOn: '2026-01-20' },
    { ...quiet, caseId: 'asks', decisionsNeeded: 1 },
    { ...quiet, caseId: 'danger', dangerOpen: true },
  ];
  expect(agenda(cases, settings).map((item) => item.caseId)).toEqual(['danger', 'asks', 'idle']);
});

test('every reason is named with its count and its strands', () => {
  const busy: AgendaCase = {
    ...quiet,
    overdueTasks: 3,
    lastActivityOn: null,
    strands: [
      { ...strand, changeRecordedOn: '2026-02-20', openChecklistItems: 2 },
      { ...strand, strandId: 's2', place: 'closed' },
    ],
  };
  expect(agenda([busy], settings)[0]?.points).toEqual([
    { reason: 'phase_changed', count: 1, strandIds: ['s1'] },
    { reason: 'overdue_tasks', count: 3, strandIds: [] },
    { reason: 'no_activity', count: 64, strandIds: [] },
    { reason: 'checklist_open', count: 1, strandIds: ['s1'] },
  ]);
});

test('an open case without an open strand is called up', () => {
  const bare = { ...quiet, strands: [{ ...strand, place: 'closed' as const }] };
  expect(agenda([bare], settings)[0]?.points.map((point) => point.reason)).toEqual(['no_open_strand']);
});

test('the labor prompt speaks when a year of strands holds no labor trafficking', () => {
  const today = '2026-03-10';
  const sex = { type: 'sex', openedOn: '2026-01-01' } as const;
  expect(laborPrompts([sex], '2026-01-01', today)).toEqual(['no_labor_strand_in_12_months']);
  expect(laborPrompts([sex, { type: 'both', openedOn: '2025-04-01' }], '2026-01-01', today)).toEqual([]);
  expect(laborPrompts([sex, { type: 'labor', openedOn: '2024-04-01' }], null, today)).toEqual([
    'no_labor_strand_in_12_months',
    'no_labor_assessment_in_12_months',
  ]);
  expect(laborPrompts([], '2026-01-01', today)).toEqual([]);
});

const item: BriefItem = {
  id: 'a1',
  caseId: 'c1',
  caseSealed: false,
  labels: [],
  happenedOn: '2026-03-01',
  recordedAt: new Date('2026-03-01T10:00:00Z'),
};
const chief = { memberOf: new Set<string>(), readsOpenCases: true, clearances: [] };
const memberOfCase = { memberOf: new Set(['c1']), readsOpenCases: false, clearances: [] };

test('a brief shows a sealed case to its members alone', () => {
  expect(visibleTo({ ...item, caseSealed: true }, chief)).toBe(false);
  expect(visibleTo({ ...item, caseSealed: true }, memberOfCase)).toBe(true);
  expect(visibleTo(item, chief)).toBe(true);
  expect(visibleTo({ ...item, caseId: 'c2' }, memberOfCase)).toBe(false);
});

test('a label needs its clearance, and some things stand in no brief at all', () => {
  expect(visibleTo({ ...item, labels: ['part_23'] }, chief)).toBe(false);
  expect(visibleTo({ ...item, labels: ['part_23'] }, { ...chief, clearances: ['part_23'] })).toBe(true);
  expect(visibleTo({ ...item, labels: ['sar'] }, { ...chief, clearances: [...handlingLabels] })).toBe(false);
});

test('losing a clearance or a membership never shows more', () => {
  const labels = fc.subarray([...handlingLabels]);
  fc.assert(
    fc.property(labels, labels, fc.boolean(), fc.boolean(), (on, cleared, caseSealed, member) => {
      const one = { ...item, labels: on, caseSealed };
      const reader = { memberOf: new Set(member ? ['c1'] : []), readsOpenCases: true, clearances: cleared };
      const less = { ...reader, memberOf: new Set<string>(), clearances: cleared.slice(1) };
      return visibleTo(one, reader) || !visibleTo(one, less);
    }),
  );
});

test('what was recorded since the last brief is new, also when it happened long before', () => {
  const window = briefWindow(
    { frozenUntil: new Date('2026-03-01T10:00:00Z') },
    new Date('2026-03-08T10:00:00Z'),
  );
  const items = [
    item,
    { ...item, id: 'new', happenedOn: '2026-03-05', recordedAt: new Date('2026-03-05T10:00:00Z') },
    { ...item, id: 'late', happenedOn: '2026-02-01', recordedAt: new Date('2026-03-04T10:00:00Z') },
    { ...item, id: 'after', recordedAt: new Date('2026-03-08T10:00:01Z') },
  ];
  expect(newSince(items, chief, window).map(({ item, late }) => [item.id, late])).toEqual([
    ['late', true],
    ['new', false],
  ]);
  expect(newSince(items, chief, briefWindow(null, window.until))).toHaveLength(3);
});

test('each record is told in exactly one of two briefs that follow each other', () => {
  const minute = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(fc.array(minute, { maxLength: 30 }), minute, (times, cut) => {
      const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));
      const items = times.map((time, index) => ({ ...item, id: `i${index}`, recordedAt: at(time) }));
      const first = newSince(items, chief, briefWindow(null, at(cut)));
      const second = newSince(items, chief, briefWindow({ frozenUntil: at(cut) }, at(1000)));
      expect([...first, ...second].map(({ item }) => item.id).toSorted()).toEqual(
        items.map((one) => one.id).toSorted(),
      );
    }),
  );
});

test('a brief wears the labels of everything in it', () => {
  expect(
    labelsOfBrief([
      { ...item, labels: ['juvenile'] },
      { ...item, caseSealed: true },
    ]),
  ).toEqual(['sealed', 'juvenile']);
});
