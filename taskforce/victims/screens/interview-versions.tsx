import { api } from '../../../web/api.ts';
import { Dialog, Facts, Status, Timeline } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useCode } from '../../cases/screens/shared.ts';
import type { InterviewPlan } from '../contract-interviews.ts';
import { Read } from './work-parts.tsx';

/** What a plan said before each change, the latest first. */
export function EarlierVersions({ plan, onClose }: { plan: InterviewPlan; onClose: () => void }) {
  const { t } = useWords();
  const code = useCode();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('victims.interview.versions')}
      closeLabel={t('ui.close')}
      shape="wide"
    >
      <Read query={api.interviews.versions.queryOptions({ input: { id: plan.id } })}>
        {({ rows }) => (
          <Timeline
            label={t('victims.interview.versions')}
            entries={rows.map((row, index) => ({
              id: String(index),
              when: t('victims.interview.stoodUntil', { at: formatMoment(row.until) }),
              dateTime: row.until,
              title: `${code('interviewPurpose', row.plan.purpose)}, ${formatMoment(row.plan.plannedFor)}`,
              by: row.by ?? t('cases.history.program'),
              children: (
                <>
                  <Status tone="muted">{code('interviewState', row.plan.state)}</Status>
                  <PlanFacts plan={row.plan} />
                </>
              ),
            }))}
          />
        )}
      </Read>
    </Dialog>
  );
}

/** What a plan says. */
export function PlanFacts({ plan }: { plan: InterviewPlan }) {
  const { t } = useWords();
  const code = useCode();
  const answers = (['wantsTo', 'safe', 'stable'] as const)
    .map((name) => `${t(`victims.interview.short.${name}`)}: ${code('ownAnswer', plan[name])}`)
    .join('; ');
  const people = plan.people.map((one) => `${one.name} (${code('interviewRole', one.role)})`).join(', ');
  const reasons = [
    plan.placeReason,
    plan.settingReason,
    plan.earlyReason,
    plan.againReason,
    plan.recordingReason,
  ];
  return (
    <Facts
      columns={2}
      empty={t('victims.work.nothing')}
      facts={[
        { label: t('victims.interview.readiness'), value: answers },
        {
          label: t('victims.interview.field.interviewerName'),
          value: `${plan.interviewerName} (${code('interviewerKind', plan.interviewerKind)})`,
        },
        { label: t('victims.interview.field.noteTakerId'), value: plan.noteTaker.name },
        {
          label: t('victims.interview.field.placeKind'),
          value: [code('interviewPlace', plan.placeKind), plan.placeNote].filter(Boolean).join('. '),
        },
        { label: t('victims.interview.people'), value: people },
        { label: t('victims.interview.interpreter'), value: code('interpreterNeed', plan.interpreter) },
        {
          label: t('victims.interview.comfort'),
          value: [
            t('victims.interview.breaks', { n: plan.breaksMinutes }),
            plan.foodAndDrink ? t('victims.interview.food') : t('victims.interview.noFood'),
            code('recording', plan.recording),
          ].join('; '),
        },
        { label: t('victims.interview.reportReference'), value: plan.reportReference },
        { label: t('victims.interview.reasons'), value: reasons.filter(Boolean).join(' ') },
        { label: t('victims.interview.plannedBy'), value: plan.createdBy.name },
      ]}
    />
  );
}
