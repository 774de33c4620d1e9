import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  DateField,
  Dialog,
  Form,
  FormActions,
  ReasonField,
  Row,
  Skeleton,
  Stack,
  Timeline,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { CasePage, StrandRow } from '../contract-cases.ts';
import type { HistoryLine } from '../contract-strands.ts';
import { needsSupervisor } from '../rules.ts';
import { Checklist } from './checklist.tsx';
import { RequestCard } from './request-list.tsx';
import { useAct, useCode } from './shared.ts';

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
  const titleOf = useLineTitle();
  const [correcting, setCorrecting] = useState<HistoryLine | null>(null);
  const found = useQuery(api.strands.read.queryOptions({ input: { id: strand.id } })).data;
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
                    {line.supersededBy !== null && <Badge>{t('cases.line.superseded')}</Badge>}
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
                recorded: t(line.lateByDays > 0 ? 'cases.line.recordedLate' : 'cases.line.recorded', {
                  at: formatMoment(line.recordedAt),
                  n: line.lateByDays,
                }),
                children: (
                  <Stack gap="small">
                    {line.reason !== null && <p>{line.reason}</p>}
                    {line.approvedBy && <p>{t('cases.line.approved', { name: line.approvedBy.name })}</p>}
                    {page.may.record && line.supersededBy === null && !line.retracts && (
                      <Button size="small" look="quiet" icon="edit" onPress={() => setCorrecting(line)}>
                        {t('cases.line.correct')}
                      </Button>
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
        </Stack>
      )}
      {correcting && found && (
        <CorrectDialog
          line={correcting}
          strand={found.strand}
          today={page.today}
          onClose={() => setCorrecting(null)}
        />
      )}
    </Dialog>
  );
}

/** Corrects the day of a line. The line stays; the correction stands in its place. */
function CorrectDialog({
  line,
  strand,
  today,
  onClose,
}: {
  line: HistoryLine;
  strand: StrandRow;
  today: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [day, setDay] = useState(line.effectiveOn);
  const [reason, setReason] = useState('');
  const signed = line.from !== null && line.to !== 'closed' && needsSupervisor(line.from, line.to);
  const asked = { entryId: line.id, effectiveOn: day, reason };
  const save = useAct(
    async () =>
      signed
        ? client.requests.ask({ kind: 'correct', strandId: strand.id, ...asked })
        : client.strands.correct({ id: strand.id, version: strand.version, ...asked }),
    () => {
      toast({ text: t(signed ? 'cases.move.asked' : 'cases.line.corrected'), tone: 'good' });
      onClose();
    },
  );
  return (
    <Dialog open onClose={onClose} title={t('cases.line.correctTitle')} closeLabel={t('ui.close')}>
      <Form
        label={t('cases.line.correctTitle')}
        onSubmit={() => save.run(undefined)}
        problems={save.problems}
        failure={save.failure}
        problemsTitle={t('ui.problems')}
      >
        <DateField name="effectiveOn" label={t('cases.move.day')} value={day} onChange={setDay} max={today} />
        <ReasonField
          name="reason"
          label={t('cases.move.reason')}
          hint={t('cases.line.correctHint')}
          value={{ category: null, text: reason }}
          onChange={({ text }) => setReason(text)}
          least={20}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.pending}>
            {t(signed ? 'cases.move.ask' : 'cases.line.correct')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
