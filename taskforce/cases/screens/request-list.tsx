import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { Button, Card, EmptyState, Notice, Row, Stack, Status, TextArea } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { Request } from '../contract-strands.ts';
import { RecordLink } from './opened.tsx';
import { useAct, useCode } from './shared.ts';

/** What is asked for, in one sentence. */
function useAsked() {
  const { t } = useWords();
  const code = useCode();
  return (request: Request): string => {
    const to = request.to === null || request.to === 'closed' ? '' : code('phase', request.to);
    const event = request.event === null ? '' : code('transitionEvent', request.event);
    const day = request.effectiveOn === null ? '' : formatDate(request.effectiveOn);
    return t(`cases.request.${request.kind}`, { strand: request.strand?.label ?? '', to, event, day });
  };
}

type Deciding = { state: Request['state']; decisionNote: string };

/** One request: what, why, by whom; and for a supervisor the signature. */
export function RequestCard({ request, withCase = false }: { request: Request; withCase?: boolean }) {
  const { t } = useWords();
  const askedFor = useAsked();
  const at = { id: request.id, version: request.version };
  const decide = useEdit<Deciding, unknown>({
    draft: `requests.${request.id}`,
    version: request.version,
    value: { state: request.state, decisionNote: request.decisionNote ?? '' },
    current: (record) => ({
      state: record['state'] as Request['state'],
      decisionNote: (record['decisionNote'] as string | null) ?? '',
    }),
    compared: {
      state: { label: t('cases.task.state'), show: (state) => t(`cases.request.${state}`) },
      decisionNote: { label: t('cases.request.note') },
    },
    save: ({ state, decisionNote }, version) =>
      client.requests.decide({
        id: request.id,
        version,
        approve: state === 'approved',
        note: decisionNote.trim() === '' ? null : decisionNote,
      }),
  });
  const withdraw = useAct(() => client.requests.withdraw(at));
  const tone = { waiting: 'warn', approved: 'good', declined: 'muted', withdrawn: 'muted' } as const;
  const problem =
    decide.problems[0]?.remedy ?? decide.failure ?? withdraw.problems[0]?.remedy ?? withdraw.failure;
  return (
    <Card
      title={askedFor(request)}
      actions={<Status tone={tone[request.state]}>{t(`cases.request.${request.state}`)}</Status>}
    >
      <Stack gap="small">
        {withCase && (
          <RecordLink
            href={`/cases/${request.case.id}`}
          >{`${request.case.number} ${request.case.title}`}</RecordLink>
        )}
        <p>{request.reason}</p>
        <p>{t('cases.request.by', { name: request.askedBy.name, at: formatMoment(request.askedAt) })}</p>
        {request.decidedBy && request.decidedAt && (
          <p>
            {t('cases.request.decided', {
              name: request.decidedBy.name,
              at: formatMoment(request.decidedAt),
            })}
          </p>
        )}
        {request.decisionNote !== null && <p>{request.decisionNote}</p>}
        {problem !== undefined && <Notice tone="warn" title={problem} />}
        {request.mayDecide && (
          <>
            <TextArea
              label={t('cases.request.note')}
              required={false}
              value={decide.value.decisionNote}
              onChange={(decisionNote) => decide.set({ decisionNote })}
              rows={2}
              maxLength={2000}
            />
            <Row>
              <Button
                look="primary"
                pending={decide.pending}
                onPress={() => decide.run({ state: 'approved' })}
              >
                {t('cases.request.sign')}
              </Button>
              <Button pending={decide.pending} onPress={() => decide.run({ state: 'declined' })}>
                {t('cases.request.decline')}
              </Button>
            </Row>
          </>
        )}
        {request.mine && request.state === 'waiting' && (
          <Row>
            <Button size="small" pending={withdraw.pending} onPress={() => withdraw.run(undefined)}>
              {t('cases.request.withdraw')}
            </Button>
          </Row>
        )}
      </Stack>
      {decide.conflict}
    </Card>
  );
}

/** Requests that wait, of one case or of all that the reader may see. */
export function RequestList({ caseId, title }: { caseId?: string; title?: string }) {
  const { t } = useWords();
  const found = useQuery(api.requests.waiting.queryOptions({ input: { caseId: caseId ?? null } })).data;
  if (!found) return null;
  if (found.rows.length === 0)
    return caseId === undefined ? <EmptyState icon="check" title={t('cases.approvals.none')} /> : null;
  return (
    <Stack>
      {title !== undefined && <h2>{title}</h2>}
      {found.rows.map((request) => (
        <RequestCard key={request.id} request={request} withCase={caseId === undefined} />
      ))}
    </Stack>
  );
}
