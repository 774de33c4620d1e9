import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { client, queries } from '../../../../web/api.ts';
import { newEntryId } from '../../rules-box.ts';
import { followBoard, type LineState } from '../../rules-line.ts';
import {
  blankEntry,
  boardOf,
  merged,
  type Board,
  type DraftEntry,
  type Entry,
  type EntryKind,
  type Log,
} from '../../rules-run.ts';
import { deviceShelf, type HeldPlan } from './device.ts';
import { Outbox, type OutboxState } from './outbox.ts';

export type LiveBoard = {
  board: Board;
  /** `open` while other devices are heard. */
  line: LineState | 'away';
  box: OutboxState;
  /** Writes something down now; it is on the board at once and sent when it can be. Answers its id. */
  add: (kind: EntryKind, more?: Partial<DraftEntry>) => string;
  takeBack: (id: string) => void;
  dismiss: (id: string) => void;
};

const nothing: OutboxState = { waiting: 0, drafts: [], refused: [] };

/**
 * A board that lives: the log as the server tells it, and what this device adds. Without a server (`away`) only the
 * latter, and nothing is sent.
 */
export function useBoard(plan: HeldPlan, away: boolean): LiveBoard {
  const { id } = plan.operation;
  const [log, setLog] = useState<Log>(new Map());
  const [line, setLine] = useState<LineState | 'away'>(away ? 'away' : 'lost');
  const [box, setBox] = useState<OutboxState>(nothing);
  const outbox = useRef<Outbox | null>(null);
  const last = useRef(0);
  const mine = useRef<{ id: string; name: string }>({ id: plan.me, name: '' });

  useEffect(() => {
    const made = new Outbox({
      operationId: id,
      accountId: plan.me,
      boxKey: plan.boxKey,
      shelf: deviceShelf,
      send: async (sealed) => {
        if (away) throw new Error('There is no server to send to.');
        return (await client.board.record({ id, sentAt: new Date().toISOString(), entries: [], sealed }))
          .results;
      },
      onChange: setBox,
    });
    outbox.current = made;
    void made.open();
    return () => made.close();
  }, [id, plan.me, plan.boxKey, away]);

  useEffect(() => {
    if (away) return undefined;
    const following = followBoard({
      url: '/live/operations',
      headers: { 'x-concert': '1' },
      operationId: id,
      after: () => last.current,
      onEntries: (entries) => {
        last.current = Math.max(last.current, entries.at(-1)?.sequence ?? 0);
        setLog((before) => merged(before, entries));
      },
      onChanged: () => void queries.invalidateQueries(),
      onState: (state) => {
        setLine(state);
        if (state === 'open') outbox.current?.hurry();
        // The gates of the application ask for the password, or show that it is over.
        else if (state !== 'lost') void queries.invalidateQueries();
      },
    });
    const hurry = () => {
      following.hurry();
      outbox.current?.hurry();
    };
    addEventListener('online', hurry);
    return () => {
      removeEventListener('online', hurry);
      following.close();
    };
  }, [id, away]);

  const add = useCallback((kind: EntryKind, more: Partial<DraftEntry> = {}) => {
    const entry = { ...blankEntry(newEntryId(), kind, new Date().toISOString()), ...more };
    setLog((before) => merged(before, [asWaiting(entry, mine.current)]));
    void outbox.current?.add(entry);
    return entry.id;
  }, []);
  // What the server did not take does not stand on the board.
  const shown = useMemo(() => {
    const refused = new Set(box.refused.map((one) => one.id));
    return refused.size === 0 ? log : new Map([...log].filter(([key]) => !refused.has(key)));
  }, [log, box.refused]);
  return {
    board: useMemo(() => boardOf(shown), [shown]),
    line,
    box,
    add,
    takeBack: (corrects) => void add('taken_back', { corrects }),
    dismiss: (one) => outbox.current?.dismiss(one),
  };
}

const asWaiting = (entry: DraftEntry, by: Entry['by']): Entry => ({
  ...entry,
  sequence: null,
  recordedAt: null,
  by,
  late: false,
});
