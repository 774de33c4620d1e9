import { Card, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Actuals, ResourceRequest } from '../contract.ts';
import { expectedBy, standingOf } from '../rules.ts';
import styles from '../../estimates/screens/estimates.module.css';

const DAY = 86_400_000;
/** Weeks before the figures that hours are held against. */
const WEEKS_BEFORE = 26;

/** What has happened since an approved request's figures, beside what they said: strands, hours a week, money. */
export function ActualsCard({ one, actuals }: { one: ResourceRequest; actuals: Actuals }) {
  const { t } = useWords();
  const { figures } = one;
  const days = Math.round((Date.parse(actuals.today) - Date.parse(figures.asOf)) / DAY);
  const spent =
    actuals.spentCents === null || figures.spentCents === null
      ? null
      : actuals.spentCents - figures.spentCents;
  return (
    <Card title={t('requests.actuals')}>
      <Stack gap="small">
        <p className={styles['aside']}>
          {t('requests.actualsLead', { day: formatDate(figures.asOf), n: days })}
        </p>
        <Strands one={one} actuals={actuals} days={days} />
        {spent !== null && (
          <p>
            {t('requests.spentSince', {
              cost: formatMoney(Math.round(spent / 100)),
              day: formatDate(actuals.spentAsOf ?? actuals.today),
            })}{' '}
            {figures.whatIf &&
              t('requests.asked', {
                cost: formatMoney(Math.round(figures.whatIf.answer.cost.total.p50 / 100)),
              })}
          </p>
        )}
        <Hours one={one} actuals={actuals} days={days} />
      </Stack>
    </Card>
  );
}

type Part = { one: ResourceRequest; actuals: Actuals; days: number };

/** Strands that came to what the what-if counts, against the range by today with the change. */
function Strands({ one, actuals, days }: Part) {
  const { t } = useWords();
  const { whatIf } = one.figures;
  if (whatIf === null)
    return (
      <p>
        {t('requests.strandsSince', {
          operational: actuals.operational,
          charged: actuals.charged,
          done: actuals.done,
        })}
      </p>
    );
  const { measure } = whatIf.question;
  const many = actuals[measure];
  const range = expectedBy(whatIf.answer.course, days);
  return (
    <p className={styles['line']}>
      {t(`estimates.whatIf.measure.${measure}`)}: {formatNumber(many)}.{' '}
      {range === null
        ? t('requests.noRange')
        : t(`requests.standing.${standingOf(many, range)}`, {
            low: formatNumber(range.p10),
            high: formatNumber(range.p90),
          })}
    </p>
  );
}

function Hours({ one, actuals, days }: Part) {
  const { t } = useWords();
  const roles = one.figures.whatIf?.question.changes.map(({ role }) => role) ?? null;
  const rows = actuals.minutes.filter(({ role }) => roles?.includes(role) ?? true);
  const aWeek = (minutes: number, weeks: number) =>
    formatNumber(minutes / 60 / Math.max(1, weeks), { maximumFractionDigits: 1 });
  if (rows.length === 0) return <p className={styles['aside']}>{t('requests.noHours')}</p>;
  return (
    <Wide label={t('requests.hours')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('estimates.money.role')}</th>
            {(['hoursBefore', 'hoursSince'] as const).map((head) => (
              <th key={head} scope="col" className={styles['number']}>
                {t(`requests.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.role}>
              <th scope="row">{t(`vocabulary.workRole.${row.role}.label`)}</th>
              <td className={styles['number']}>{aWeek(row.before, WEEKS_BEFORE)}</td>
              <td className={styles['number']}>{aWeek(row.since, days / 7)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
