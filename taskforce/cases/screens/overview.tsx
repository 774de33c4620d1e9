import { useState } from 'react';
import { Badge, Button, Card, Clock, Columns, Facts, PhasePicture, Stack } from '../../../web/ui/index.ts';
import { formatDate, formatDistance, formatMoney, formatNumber, useWords } from '../../../web/words/index.ts';
import type { CasePage } from '../contract-cases.ts';
import { PhaseBoard } from './board.tsx';
import { RecordLink } from './opened.tsx';
import { pictureInWords } from './picture.ts';
import { Prose } from './prose.tsx';
import { RequestList } from './request-list.tsx';
import { hoursOf, useCode } from './shared.ts';
import { StrandDialog } from './strand-dialogs.tsx';

/** The first sight of a case: where each strand stands, what waits, the facts. */
export function Overview({ page }: { page: CasePage }) {
  const { t } = useWords();
  const code = useCode();
  const [adding, setAdding] = useState(false);
  const [now] = useState(() => new Date());
  const names = {
    pre_operational: code('phase', 'pre_operational'),
    operational: code('phase', 'operational'),
    post_operational: code('phase', 'post_operational'),
  };
  return (
    <Columns
      rail={
        <>
          <Card title={t('cases.now')}>
            <Facts
              empty={t('ui.nothing')}
              facts={[
                {
                  label: t('cases.field.nextDeadline'),
                  value: page.nextDeadline && <Clock due={page.nextDeadline} />,
                },
                {
                  label: t('cases.field.overdue'),
                  value:
                    page.counts.overdueTasks > 0 ? (
                      <Badge tone="warn" icon="clock">
                        {t('cases.overdueTasks', { n: page.counts.overdueTasks })}
                      </Badge>
                    ) : (
                      t('cases.noneOverdue')
                    ),
                },
                { label: t('cases.field.hours'), value: formatNumber(hoursOf(page.effort.minutes)) },
                { label: t('cases.field.cost'), value: formatMoney(page.effort.cents / 100, true) },
                {
                  label: t('cases.field.activity'),
                  value: formatDistance(page.lastActivityAt, now),
                },
              ]}
            />
          </Card>
          <Card title={t('cases.facts')}>
            <Facts
              empty={t('ui.nothing')}
              facts={[
                { label: t('cases.field.origin'), value: code('originRoute', page.originRoute) },
                { label: t('cases.field.opened'), value: formatDate(page.openedOn) },
                { label: t('cases.field.leadAgency'), value: page.leadAgency.name },
                ...(page.parent
                  ? [
                      {
                        label: t('cases.field.parent'),
                        value: (
                          <RecordLink href={`/cases/${page.parent.id}`}>{page.parent.number}</RecordLink>
                        ),
                      },
                    ]
                  : []),
                {
                  label: t('cases.field.members'),
                  value: page.members.map((member) => member.account.name).join(', '),
                },
              ]}
            />
          </Card>
        </>
      }
    >
      <Stack>
        {page.counts.requests > 0 && <RequestList caseId={page.id} title={t('cases.approvals.here')} />}
        <Card
          title={t('cases.board.title')}
          count={page.strands.length}
          actions={
            page.may.write && (
              <Button size="small" icon="plus" onPress={() => setAdding(true)}>
                {t('cases.act.strand')}
              </Button>
            )
          }
        >
          <Stack>
            <PhasePicture counts={page.picture} names={names} label={pictureInWords(t, page.picture)} />
            <PhaseBoard page={page} />
          </Stack>
        </Card>
        {page.summary !== '' && (
          <Card title={t('cases.field.summary')}>
            <Prose text={page.summary} />
          </Card>
        )}
      </Stack>
      {adding && <StrandDialog page={page} onClose={() => setAdding(false)} />}
    </Columns>
  );
}
