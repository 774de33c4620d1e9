import { Card, EmptyState, Notice, Stack, Timeline } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useCode } from '../../cases/screens/shared.ts';
import type { Decision } from '../contract-parts.ts';
import type { VictimPage } from '../contract.ts';

/** Every decision on where the assessment stands: who, as what, when, on what it rests. None is ever changed. */
export default function AssessmentTab({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const code = useCode();
  return (
    <Stack>
      <Notice>{t('victims.decide.lead')}</Notice>
      <Card title={t('victims.assessment.title')}>
        {page.decisions.length === 0 ? (
          <EmptyState icon="check" title={t('victims.assessment.none')}>
            {t('victims.assessment.noneHint')}
          </EmptyState>
        ) : (
          <Timeline
            label={t('victims.assessment.title')}
            entries={page.decisions.map((one) => ({
              id: one.id,
              when: formatDate(one.decidedOn),
              dateTime: one.decidedOn,
              title: code('victimStatus', one.to),
              by: t('victims.assessment.by', {
                name: one.decidedBy.name,
                role: t(`victims.role.${one.decidedAs || 'none'}`),
              }),
              recorded: t('victims.assessment.recorded', { at: formatMoment(one.recordedAt) }),
              weight: one.place === page.decisions.length ? ('strong' as const) : ('plain' as const),
              children: <Grounds decision={one} />,
            }))}
          />
        )}
      </Card>
    </Stack>
  );
}

function Grounds({ decision }: { decision: Decision }) {
  const { t } = useWords();
  const code = useCode();
  return (
    <>
      <p>
        {t('victims.assessment.basis', {
          list: decision.basis.map((one) => code('victimBasis', one)).join(', '),
        })}
      </p>
      {decision.confirmedBy !== null && (
        <p>{t('victims.assessment.confirmedBy', { who: code('victimConfirmer', decision.confirmedBy) })}</p>
      )}
      {decision.reason !== null && (
        <p>{t('victims.assessment.reason', { why: code('notIdentifiedReason', decision.reason) })}</p>
      )}
      {decision.rescreenOn !== null && (
        <p>{t('victims.rescreenOn', { day: formatDate(decision.rescreenOn) })}</p>
      )}
      {decision.note !== '' && <p>{decision.note}</p>}
    </>
  );
}
