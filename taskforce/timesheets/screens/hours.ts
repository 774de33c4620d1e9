import { useRef, useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { sentence } from '../../../web/ui/index.ts';
import type { TimesheetRow } from '../contract.ts';
import { daysOfWeek, rowKey } from '../rules.ts';

export type Week = Awaited<ReturnType<Client['timesheets']['week']>>;
type Edit = { row: TimesheetRow; place: number; before: number; after: number };
/** A cell that could not be saved: refused, or written elsewhere meanwhile (`theirs`). */
export type Trouble = Edit & { sentence: string; theirs: number | null };

export const weekQuery = (day: string | null) => api.timesheets.week.queryOptions({ input: { day } });

/** The week with one cell set, its row added where it was not there yet. */
function withCell(week: Week, row: TimesheetRow, place: number, minutes: number): Week {
  const key = rowKey(row);
  const known = week.rows.some((one) => rowKey(one) === key);
  const rows = known ? week.rows : [...week.rows, { ...row, minutes: [0, 0, 0, 0, 0, 0, 0] }];
  return {
    ...week,
    rows: rows.map((one) =>
      rowKey(one) === key ? { ...one, minutes: one.minutes.with(place, minutes) } : one,
    ),
  };
}

/** Saves cells one after the other as they are typed, takes the last one back, and says what could not be saved. */
export function useHours(day: string | null) {
  const { queryKey } = weekQuery(day);
  const [done, setDone] = useState<Edit[]>([]);
  const [saving, setSaving] = useState(0);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());
  const show = (edit: Edit, minutes: number) =>
    queries.setQueryData<Week>(queryKey, (week) => week && withCell(week, edit.row, edit.place, minutes));

  async function save(edit: Edit, monday: string, remember: boolean): Promise<void> {
    const { caseId, strandId, activityId, workRole } = edit.row;
    const at = { caseId, strandId, activityId, workRole, day: daysOfWeek(monday)[edit.place]! };
    try {
      await client.timesheets.set({ ...at, minutes: edit.after, was: edit.before });
      if (remember) setDone((before) => [...before, edit]);
      setTrouble(null);
      // Sums elsewhere are read again when they are looked at.
      await queries.invalidateQueries({ refetchType: 'none' });
    } catch (error) {
      const problem = problemOf(error);
      const current = problem.code === 'conflict' ? (problem.data['current'] as { minutes: number }) : null;
      const [field] = problem.fields;
      show(edit, current?.minutes ?? edit.before);
      setTrouble({
        ...edit,
        before: current?.minutes ?? edit.before,
        sentence: field ? sentence(field) : problem.sentence,
        theirs: current?.minutes ?? null,
      });
    }
  }

  function put(edit: Edit, monday: string, remember: boolean): void {
    show(edit, edit.after);
    setSaving((many) => many + 1);
    // In line, so that each save names what the one before it left there.
    line.current = line.current
      .then(() => save(edit, monday, remember))
      .finally(() => setSaving((many) => many - 1));
  }

  return {
    set: (edit: Edit, monday: string) => put(edit, monday, true),
    undo: (monday: string) => {
      const last = done.at(-1);
      if (!last) return;
      setDone(done.slice(0, -1));
      put({ ...last, before: last.after, after: last.before }, monday, false);
    },
    retry: (monday: string) => trouble && put(trouble, monday, true),
    leave: () => setTrouble(null),
    canUndo: done.length > 0,
    saving: saving > 0,
    trouble,
  };
}
