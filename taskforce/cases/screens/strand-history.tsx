import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Badge, Button, Card, Dialog, Row, Skeleton, Stack, Timeline } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { CasePage, StrandRow } from '../contract-cases.ts';
import type { HistoryLine } from '../contract-strands.ts';
import { Checklist } from './checklist.tsx';
import { RequestCard } from './request-list.tsx';
import { useCode } from './shared.ts';
import { CorrectDialog, RetractDialog } from './strand-lines.tsx';

// Read with the strand that is opened, so that the page of a case does not carry it.
const StrandTargets = lazy(() => import('../../deconfliction/screens/strand-card.tsx'));

/** What a line of the history says, in words. */
function useLineTitle() {
  const { t } = useWords();
  const code = useCode();
  return (line: HistoryLine): string => {
    if (line.retracts) return t('cases.line.retracted');
    if (line.to === 'closed')
      return t('cases.line.closed', { reason: code('strandCloseReason', line.closeReason!) });
    const to = code('phase', line.to);
    if (line.from === null)
      return line.event === null
        ? t('cases.line.opened', { to })
        : t('cases.line.reopened', { to, event: code('transitionEvent', line.event) });
    return t('cases.line.moved', {
      to,
      event: line.event === null ? '' : code('transitionEvent', line.event),
    });
  };
}

/** The whole history of a strand, nothing overwritten, with its checklist and what supervisors were asked. */
export function StrandHistory({
  strand,
  page,
  onClose,
}: {
  strand: StrandRow;
  page: CasePage;
  onClose: () => void;
}) {
  const { t } = useWords();
  const can = useCan();
  const titleOf = useLineTitle();
  const [open, setOpen] = useState<{ what: 'correct' | 'retract'; line: HistoryLine } | null>(null);
  const code = useCode();
  const found = useQuery(api.strands.read.queryOptions({ input: { id: strand.id } })).data;
  const last = found && lastLine(found.history);
  return (
    <Dialog open onClose={onClose} title={strand.label} closeLabel={t('ui.close')} shape="wide">
      {!found && <Skeleton label={t('ui.reading')} lines={6} />}
      {found && (
        <Stack>
          {found.requests.map((request) => (
            <RequestCard key={request.id} request={request} />
          ))}
          <Card title={t('cases.strand.history')}>
            <Timeline
              label={t('cases.strand.history')}
              entries={found.history.toReversed().map((line) => ({
                id: line.id,
                when: formatDate(line.effectiveOn),
                dateTime: line.effectiveOn,
                title: (
                  <Row>
                    {titleOf(line)}
                    {line.supersededBy !== null && (
                      <Badge tone={retractionOf(line, found.history) ? 'warn' : 'neutral'}>
                        {t(
                          retractionOf(line, found.history)
                            ? 'cases.line.takenBack'
                            : 'cases.line.superseded',
                        )}
                      </Badge>
                    )}
                    {line.provenance === 'imported' && <Badge>{t('cases.line.imported')}</Badge>}
                    {line.bypassed.length > 0 && (
                      <Badge tone="danger" icon="danger">
                        {t('cases.line.bypassed')}
                      </Badge>
                    )}
                  </Row>
                ),
                weight: line.supersededBy === null && !line.retracts ? 'strong' : 'plain',
                by: line.recordedBy?.name ?? '',
                recorded: t(
                  line.lateByDays > 0 && !line.retracts ? 'cases.line.recordedLate' : 'cases.line.recorded',
                  {
                    at: formatMoment(line.recordedAt),
                    n: line.lateByDays,
                  },
                ),
                children: (
                  <Stack gap="small">
                    {line.reason !== null && <p>{line.reason}</p>}
                    {line.retracts && <TakenBack line={line} history={found.history} titleOf={titleOf} />}
                    {line.approvedBy && <p>{t('cases.line.approved', { name: line.approvedBy.name })}</p>}
                    {line.bypassed.length > 0 && (
                      <p>
                        {t('cases.line.bypassedGates', {
                          gates: line.bypassed.map((gate) => code('dangerGate', gate)).join(', '),
                        })}
                      </p>
                    )}
                    {page.may.record && line.supersededBy === null && !line.retracts && (
                      <Row>
                        <Button
                          size="small"
                          look="quiet"
                          icon="edit"
                          onPress={() => setOpen({ what: 'correct', line })}
                        >
                          {t('cases.line.correct')}
                        </Button>
                        {line.id === last?.id && (
                          <Button
                            size="small"
                            look="quiet"
                            icon="refresh"
                            onPress={() => setOpen({ what: 'retract', line })}
                          >
                            {t('cases.line.retract')}
                          </Button>
                        )}
                      </Row>
                    )}
                  </Stack>
                ),
              }))}
            />
          </Card>
          <Card title={t('cases.checklist.title')}>
            <Checklist
              strandId={strand.id}
              rows={found.checklist}
              readOnly={!page.may.write || found.strand.place !== 'pre_operational'}
            />
          </Card>
          {can('deconfliction.use') && (
            <Suspense fallback={<Skeleton label={t('ui.reading')} lines={2} />}>
              <StrandTargets strandId={strand.id} open={found.strand.place !== 'closed'} />
            </Suspense>
          )}
        </Stack>
      )}
      {open?.what === 'correct' && found && (
        <CorrectDialog
          line={open.line}
          strand={found.strand}
          today={page.today}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'retract' && found && (
        <RetractDialog
          line={open.line}
          what={titleOf(open.line)}
          strandId={found.strand.id}
          onClose={() => setOpen(null)}
        />
      )}
    </Dialog>
  );
}

/** The line that took this one back; undefined for a line that holds or was corrected. */
function retractionOf(line: HistoryLine, history: readonly HistoryLine[]): HistoryLine | undefined {
  return history.find((other) => other.retracts && other.id === line.supersededBy);
}

/** The newest line that holds, if it is not the opening: only that one can be taken back. */
function lastLine(history: readonly HistoryLine[]): HistoryLine | undefined {
  const live = history
    .filter((line) => line.supersededBy === null && !line.retracts)
    .toSorted((one, other) => one.effectiveOn.localeCompare(other.effectiveOn));
  return live.length > 1 ? live.at(-1) : undefined;
}

/** Which entry a retraction took back, and of what day it was. */
function TakenBack({
  line,
  history,
  titleOf,
}: {
  line: HistoryLine;
  history: readonly HistoryLine[];
  titleOf: (line: HistoryLine) => string;
}) {
  const { t } = useWords();
  const taken = history.find((other) => other.id === line.supersedes);
  if (!taken) return null;
  return <p>{t('cases.line.was', { what: titleOf(taken), day: formatDate(taken.effectiveOn) })}</p>;
}
