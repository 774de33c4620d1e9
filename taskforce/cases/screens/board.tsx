import { useState } from 'react';
import { Badge, Button, IconButton, Menu, PHASES, PhaseChip, Row } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { daysBetween } from '../../vocabulary/days.ts';
import type { CasePage, StrandRow } from '../contract-cases.ts';
import styles from './board.module.css';
import { MoveDialog } from './move-dialog.tsx';
import { RecordLink, useOpened } from './opened.tsx';
import { useCode } from './shared.ts';
import { EditStrandDialog } from './strand-dialogs.tsx';
import { CloseStrandDialog, ReopenStrandDialog } from './strand-endings.tsx';
import { StrandHistory } from './strand-history.tsx';

type Open = { what: 'move' | 'close' | 'reopen' | 'edit'; strand: StrandRow } | null;

/** Days of a strand in one phase, all its stays together; null when it never was there. */
function daysIn(strand: StrandRow, phase: StrandRow['phase'], today: string): number | null {
  const stays = strand.spells.filter((spell) => spell.phase === phase);
  if (stays.length === 0) return null;
  return stays.reduce(
    (sum, stay) => sum + daysBetween(stay.entered, stay.left ?? strand.closedOn ?? today),
    0,
  );
}

/**
 * The stays of a strand on the time line of its case: one bar a stay. Drawn only; the columns beside it say the same
 * in words and figures.
 */
function Spells({ strand, from, until }: { strand: StrandRow; from: string; until: string }) {
  const span = Math.max(1, daysBetween(from, until));
  const at = (day: string) => (Math.min(span, Math.max(0, daysBetween(from, day))) / span) * 1000;
  return (
    <svg className={styles['spells']} viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles['ground']} x="0" y="8" width="1000" height="4" />
      {strand.spells.map((spell) => {
        const begin = at(spell.entered);
        const end = at(spell.left ?? strand.closedOn ?? until);
        return (
          <rect
            key={`${spell.phase}${spell.entered}`}
            className={styles[spell.phase]}
            x={begin}
            y={spell.phase === 'pre_operational' ? 6 : spell.phase === 'operational' ? 2 : 4}
            width={Math.max(6, end - begin)}
            height={spell.phase === 'pre_operational' ? 8 : spell.phase === 'operational' ? 16 : 12}
          />
        );
      })}
    </svg>
  );
}

function PhaseCell({
  strand,
  phase,
  today,
}: {
  strand: StrandRow;
  phase: StrandRow['phase'];
  today: string;
}) {
  const { t } = useWords();
  const code = useCode();
  const days = daysIn(strand, phase, today);
  if (strand.place === phase)
    return (
      <div className={styles['here']}>
        <PhaseChip phase={phase} label={t('cases.board.here')} />
        <span>{t('cases.board.since', { day: formatDate(strand.phaseSince) })}</span>
        <span className={styles['quiet']}>{t('cases.board.days', { n: days ?? 0 })}</span>
        {phase === 'pre_operational' && strand.openItems > 0 && (
          <span className={styles['quiet']}>{t('cases.board.openItems', { n: strand.openItems })}</span>
        )}
      </div>
    );
  if (days === null) return <span className={styles['quiet']}>{t('cases.board.never')}</span>;
  const closedHere = strand.place === 'closed' && strand.phase === phase && strand.closedOn !== null;
  return (
    <div>
      <span className={styles['quiet']}>{t('cases.board.days', { n: days })}</span>
      {closedHere && (
        <div>
          {t('cases.board.closed', {
            day: formatDate(strand.closedOn!),
            reason: code('strandCloseReason', strand.closeReason!),
          })}
        </div>
      )}
    </div>
  );
}

function StrandHead({ strand }: { strand: StrandRow }) {
  const code = useCode();
  const opened = useOpened();
  return (
    <>
      <RecordLink href={opened.href(strand)}>{strand.label}</RecordLink>
      <div className={styles['quiet']}>{code('strandKind', strand.kind)}</div>
      {strand.handling.length > 0 && (
        <Row>
          {strand.handling.map((label) => (
            <Badge key={label} icon="lock">
              {code('handlingLabel', label as never)}
            </Badge>
          ))}
        </Row>
      )}
    </>
  );
}

function StrandActs({
  strand,
  page,
  onOpen,
}: {
  strand: StrandRow;
  page: CasePage;
  onOpen: (open: Open) => void;
}) {
  const { t } = useWords();
  const opened = useOpened();
  const closed = strand.place === 'closed';
  const act = (what: NonNullable<Open>['what'], harmful = false) => ({
    id: what,
    label: t(`cases.strand.act.${what}`),
    harmful,
    onAction: () => onOpen({ what, strand }),
  });
  return (
    <Row>
      {page.may.record && !closed && (
        <Button size="small" onPress={() => onOpen({ what: 'move', strand })}>
          {t('cases.strand.act.move')}
        </Button>
      )}
      <Menu
        label={t('cases.strand.more', { label: strand.label })}
        trigger={
          <IconButton size="small" icon="more" label={t('cases.strand.more', { label: strand.label })} />
        }
        groups={[
          {
            id: 'look',
            actions: [{ id: 'history', label: t('cases.strand.act.history'), href: opened.href(strand) }],
          },
          {
            id: 'do',
            actions: [
              ...(page.may.write ? [act('edit')] : []),
              ...(page.may.record ? [closed ? act('reopen') : act('close', true)] : []),
            ],
          },
        ].filter((group) => group.actions.length > 0)}
      />
    </Row>
  );
}

/** The phase board: a row a strand, a column a phase, and under each row its stays on the time line of the case. */
export function PhaseBoard({ page }: { page: CasePage }) {
  const { t } = useWords();
  const code = useCode();
  const opened = useOpened();
  const [open, setOpen] = useState<Open>(null);
  const named = page.strands.find((strand) => strand.id === opened.open);
  const close = () => setOpen(null);
  const from = page.strands.reduce((day, one) => (one.openedOn < day ? one.openedOn : day), page.openedOn);
  return (
    <>
      <table className={styles['board']} aria-label={t('cases.board.title')}>
        <thead>
          <tr>
            <th scope="col">{t('cases.board.strand')}</th>
            {PHASES.map((phase) => (
              <th key={phase} scope="col">
                <PhaseChip phase={phase} label={code('phase', phase)} />
              </th>
            ))}
          </tr>
        </thead>
        {page.strands.map((strand) => (
          <tbody key={strand.id}>
            <tr>
              <th scope="row">
                <StrandHead strand={strand} />
              </th>
              {PHASES.map((phase) => (
                <td
                  key={phase}
                  data-phase={code('phase', phase)}
                  className={strand.place === phase ? styles['current'] : undefined}
                  data-empty={strand.spells.every((spell) => spell.phase !== phase) || undefined}
                >
                  <PhaseCell strand={strand} phase={phase} today={page.today} />
                </td>
              ))}
            </tr>
            <tr className={styles['line']}>
              <td colSpan={4}>
                <div className={styles['course']}>
                  <div>
                    <Spells strand={strand} from={from} until={page.today} />
                    <div className={styles['ends']} aria-hidden="true">
                      <span>{formatDate(from)}</span>
                      <span>{formatDate(page.today)}</span>
                    </div>
                  </div>
                  <StrandActs strand={strand} page={page} onOpen={setOpen} />
                </div>
              </td>
            </tr>
          </tbody>
        ))}
      </table>
      {open?.what === 'move' && <MoveDialog strand={open.strand} onClose={close} />}
      {named && <StrandHistory strand={named} page={page} onClose={opened.close} />}
      {open?.what === 'close' && <CloseStrandDialog strand={open.strand} page={page} onClose={close} />}
      {open?.what === 'reopen' && <ReopenStrandDialog strand={open.strand} page={page} onClose={close} />}
      {open?.what === 'edit' && <EditStrandDialog strand={open.strand} onClose={close} />}
    </>
  );
}
