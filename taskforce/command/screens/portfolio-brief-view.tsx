import { Badge, Card, Facts, Notice, PhasePicture, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords, type Translate } from '../../../web/words/index.ts';
import type { PortfolioContent } from '../../cases/contract-briefs.ts';
import styles from './command.module.css';
import { phaseNames, pictureInWords } from './names.ts';

type Totals = PortfolioContent['totals']['picture'];
/** A phase picture of a brief as the ui kit draws it. */
export const counts = (picture: Totals) => ({
  pre_operational: picture.preOperational,
  operational: picture.operational,
  post_operational: picture.postOperational,
  closed: picture.closed,
});

/** The brief of a portfolio on the screen. */
export function PortfolioBrief({ content }: { content: PortfolioContent }) {
  const { t } = useWords();
  const { totals } = content;
  return (
    <Stack>
      <Card title={t('command.brief.about')}>
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            { label: t('command.brief.label'), value: <Badge icon="lock">{content.label}</Badge> },
            { label: t('command.brief.audience'), value: content.audience },
            { label: t('command.brief.selection'), value: content.selection },
            {
              label: t('command.brief.period'),
              value: `${formatDate(content.period.from)} – ${formatDate(content.period.to)}`,
            },
            { label: t('command.portfolio.cases'), value: formatNumber(totals.cases) },
            { label: t('command.brief.madeBy'), value: `${content.madeBy.name}, ${content.madeBy.agency}` },
          ]}
        />
        {content.withheld > 0 && <Notice title={t('command.brief.withheld', { n: content.withheld })} />}
      </Card>
      <Card title={t('command.brief.picture')}>
        <PhasePicture
          counts={counts(totals.picture)}
          names={phaseNames(t)}
          label={pictureInWords(t, counts(totals.picture))}
        />
      </Card>
      <Card
        title={t('command.portfolio.attention')}
        count={t('command.portfolio.listed', {
          some: formatNumber(content.cases.length),
          all: formatNumber(totals.cases),
        })}
      >
        <PortfolioTable content={content} t={t} />
      </Card>
    </Stack>
  );
}

function PortfolioTable({ content, t }: { content: PortfolioContent; t: Translate }) {
  const heads = ['decisions', 'overdue', 'hours', 'cost'];
  const figures = (one: {
    decisionsNeeded: number;
    overdue: number;
    hoursTotal: number;
    centsTotal: number;
  }) =>
    [
      formatNumber(one.decisionsNeeded),
      formatNumber(one.overdue),
      formatNumber(one.hoursTotal),
      formatMoney(one.centsTotal / 100),
    ].map((value, index) => (
      <td key={index} className={styles['number']}>
        {value}
      </td>
    ));
  return (
    <Wide label={t('command.portfolio.attention')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('command.case')}</th>
            <th scope="col">{t('command.portfolio.changes')}</th>
            {heads.map((id) => (
              <th key={id} scope="col" className={styles['number']}>
                {t(`command.portfolio.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {content.cases.map((one) => (
            <tr key={one.number}>
              <th scope="row">
                {one.number} {one.title}
              </th>
              <td>{one.change ?? t('command.brief.noChange')}</td>
              {figures(one)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('command.brief.total')}</th>
            <td />
            {figures(content.totals)}
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}
