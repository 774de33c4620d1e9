import { useQuery } from '@tanstack/react-query';
import { useRef, type KeyboardEvent } from 'react';
import { Link } from 'react-aria-components';
import { api } from '../../../web/api.ts';
import { Unread } from '../../../web/unread.tsx';
import { Badge, Clock, KeyHint, Status, Wide } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { ReferralFilter, ReferralRow } from '../contract.ts';
import styles from './referral-board.module.css';
import { stateTone, useWordsOf, type State } from './shared.ts';

/** States whose column stands there even when nothing is in it: where the desk has something to do or to wait for. */
const always: readonly State[] = ['draft', 'offered', 'declined', 'expired', 'accepted', 'in_service'];

/** The desk by state, column by column. The arrow keys go from card to card; each card leads to its referral. */
export function ReferralBoard({ filter }: { filter: ReferralFilter }) {
  const { t } = useWords();
  const board = useRef<HTMLDivElement>(null);
  const found = useQuery(api.referrals.board.queryOptions({ input: filter }));
  if (found.error || !found.data) return <Unread query={found} lines={6} />;
  const columns = found.data.columns.filter(
    ({ state, count }) => count > 0 || (filter.states.length > 0 ? filter.states : always).includes(state),
  );
  return (
    <>
      <p className={styles['keys']}>
        <KeyHint keys="← → ↑ ↓" /> {t('referrals.board.keys')}
      </p>
      <Wide label={t('referrals.board.title')}>
        <div ref={board} className={styles['board']} onKeyDown={(event) => step(board.current, event)}>
          {columns.map((column) => (
            <BoardColumn key={column.state} {...column} />
          ))}
        </div>
      </Wide>
    </>
  );
}

function BoardColumn({ state, count, rows }: { state: State; count: number; rows: ReferralRow[] }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  return (
    <section className={styles['column']} aria-label={word('state', state)} data-column>
      <h2>
        <Status tone={stateTone[state]}>{word('state', state)}</Status>
        <span className={styles['count']}>{count}</span>
      </h2>
      {rows.length === 0 ? (
        <p className={styles['none']}>{t('referrals.board.none')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.id}>
              <Card row={row} />
            </li>
          ))}
        </ul>
      )}
      {count > rows.length && (
        <p className={styles['none']}>{t('referrals.board.more', { n: count - rows.length })}</p>
      )}
    </section>
  );
}

function Card({ row }: { row: ReferralRow }) {
  const { word } = useWordsOf();
  return (
    <Link href={`/referrals/${row.id}`} className={styles['card'] ?? ''} data-card>
      <span className={styles['head']}>
        <strong>{row.number}</strong> {row.alias}
      </span>
      <span>{row.needs.map((need) => word('need', need)).join(', ')}</span>
      {row.provider && <span className={styles['quiet']}>{row.provider.name}</span>}
      <span className={styles['head']}>
        {row.answerBy ? <Clock due={row.answerBy} /> : <Badge>{word('urgency', row.urgency)}</Badge>}
        {row.declineReason && <Badge>{word('decline', row.declineReason)}</Badge>}
        <span className={styles['quiet']}>{formatDate(row.movedAt.slice(0, 10))}</span>
      </span>
    </Link>
  );
}

/** Up and down within a column, left and right to the card at the same height of the next column that has one. */
function step(board: HTMLElement | null, event: KeyboardEvent) {
  const card = document.activeElement?.closest<HTMLElement>('[data-card]');
  const ways: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
  };
  const way = ways[event.key];
  if (!board || !card || !way) return;
  const columns = [...board.querySelectorAll('[data-column]')]
    .map((column) => [...column.querySelectorAll<HTMLElement>('[data-card]')])
    .filter((cards) => cards.length > 0);
  const x = columns.findIndex((cards) => cards.includes(card));
  const y = columns[x]?.indexOf(card) ?? 0;
  const column = columns[x + way[0]];
  event.preventDefault();
  column?.[Math.min(Math.max(y + way[1], 0), column.length - 1)]?.focus();
}
