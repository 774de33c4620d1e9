import {
  Badge,
  Card,
  Columns,
  Facts,
  Notice,
  PhaseChip,
  PhasePicture,
  Stack,
  Timeline,
  Wide,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords, type Translate } from '../../../web/words/index.ts';
import type { BriefContent, PortfolioContent } from '../../cases/contract-briefs.ts';
import { effortTotal, pictureOf } from '../../cases/rules-brief-figures.ts';
import { BriefEstimates } from './brief-estimates.tsx';
import styles from './command.module.css';
import { PortfolioBrief, counts } from './portfolio-brief-view.tsx';
import { labelOf, phaseNames, pictureInWords } from './names.ts';

/** A brief on the screen: the same content as its PDF. */
export function BriefView({ content }: { content: BriefContent | PortfolioContent }) {
  return content.schema === 'concert.case-brief/1' ? (
    <CaseBrief content={content} />
  ) : (
    <PortfolioBrief content={content} />
  );
}

function CaseBrief({ content }: { content: BriefContent }) {
  const { t } = useWords();
  const picture = counts(pictureOf(content.strands));
  return (
    <Stack>
      <Card title={t('command.brief.about')}>
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            { label: t('command.brief.label'), value: <Badge icon="lock">{content.label}</Badge> },
            { label: t('command.brief.audience'), value: content.audience },
            {
              label: t('command.brief.period'),
              value: `${formatDate(content.period.from)} – ${formatDate(content.period.to)}`,
            },
            { label: t('command.brief.agency'), value: content.case.leadAgency },
            { label: t('command.brief.madeBy'), value: `${content.madeBy.name}, ${content.madeBy.agency}` },
            { label: t('command.brief.type'), value: labelOf(t, 'traffickingType', content.case.type) },
          ]}
        />
        {content.withheld > 0 && <Notice title={t('command.brief.withheld', { n: content.withheld })} />}
      </Card>
      <Card title={t('command.brief.picture')}>
        <PhasePicture counts={picture} names={phaseNames(t)} label={pictureInWords(t, picture)} />
        <Strands content={content} t={t} />
      </Card>
      <Columns even>
        <Card
          title={t(content.previous === null ? 'command.brief.eventsFirst' : 'command.brief.events')}
          count={content.events.length}
        >
          {content.events.length === 0 ? (
            <p className={styles['aside']}>{t('command.brief.noEvents')}</p>
          ) : (
            <Timeline
              label={t('command.brief.events')}
              entries={content.events.map((event, index) => ({
                id: String(index),
                when: formatDate(event.date),
                dateTime: event.date,
                title: event.text,
                ...(event.strand === null ? {} : { by: event.strand }),
              }))}
            />
          )}
        </Card>
        <Stack>
          <Lines
            title={t('command.brief.decisions')}
            none={t('command.brief.none')}
            lines={content.decisions.map((one) => [
              one.text,
              [one.who, one.by && t('command.by', { day: formatDate(one.by) })].filter(Boolean).join(', '),
            ])}
          />
          <Lines
            title={t('command.brief.deadlines')}
            none={t('command.brief.none')}
            lines={content.deadlines.map((one) => [
              `${formatDate(one.date)}: ${one.text}`,
              [one.who, one.overdueDays > 0 ? t('command.overdue', { n: one.overdueDays }) : '']
                .filter(Boolean)
                .join(', '),
            ])}
          />
          <Lines
            title={t('command.brief.risks')}
            none={t('command.brief.none')}
            lines={content.risks.map((one) => [one.text, ''])}
          />
          <Lines
            title={t('command.brief.requests')}
            none={t('command.brief.none')}
            lines={content.requests.map((one) => [
              one.text,
              one.cents === null ? '' : formatMoney(one.cents / 100),
            ])}
          />
        </Stack>
      </Columns>
      {content.estimates && <BriefEstimates estimates={content.estimates} />}
      <Card title={t('command.brief.effort')}>
        <Effort content={content} t={t} />
      </Card>
    </Stack>
  );
}

function Strands({ content, t }: { content: BriefContent; t: Translate }) {
  if (content.strands.length === 0) return <p className={styles['aside']}>{t('command.brief.noStrands')}</p>;
  return (
    <Wide label={t('command.brief.strands')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('command.brief.strand')}</th>
            <th scope="col">{t('command.brief.kind')}</th>
            <th scope="col">{t('command.brief.phase')}</th>
            <th scope="col">{t('command.brief.since')}</th>
            <th scope="col" className={styles['number']}>
              {t('command.brief.days')}
            </th>
          </tr>
        </thead>
        <tbody>
          {content.strands.map((strand, index) => (
            <tr key={index}>
              <th scope="row">{strand.label}</th>
              <td>{labelOf(t, 'strandKind', strand.kind)}</td>
              <td>
                {strand.closed === null ? (
                  <PhaseChip phase={strand.phase} label={labelOf(t, 'phase', strand.phase)} />
                ) : (
                  t('command.brief.closed', {
                    day: formatDate(strand.closed.on),
                    reason: strand.closed.reason,
                  })
                )}
              </td>
              <td>{formatDate(strand.since)}</td>
              <td className={styles['number']}>{formatNumber(strand.days)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Lines({
  title,
  lines,
  none,
}: {
  title: string;
  lines: readonly (readonly [string, string])[];
  none: string;
}) {
  return (
    <Card title={title} count={lines.length}>
      {lines.length === 0 ? (
        <p className={styles['aside']}>{none}</p>
      ) : (
        <ul className={styles['lines']}>
          {lines.map(([text, aside], index) => (
            <li key={index}>
              {text}
              {aside !== '' && <div className={styles['aside']}>{aside}</div>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Effort({ content, t }: { content: BriefContent; t: Translate }) {
  const cells = (one: {
    hoursPeriod: number;
    hoursTotal: number;
    centsPeriod: number;
    centsTotal: number;
  }) => [
    formatNumber(one.hoursPeriod),
    formatNumber(one.hoursTotal),
    formatMoney(one.centsPeriod / 100, true),
    formatMoney(one.centsTotal / 100, true),
  ];
  const figures = (values: string[]) =>
    values.map((value, index) => (
      <td key={index} className={styles['number']}>
        {value}
      </td>
    ));
  return (
    <Wide label={t('command.brief.effort')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('command.brief.work')}</th>
            {['hoursPeriod', 'hoursTotal', 'costPeriod', 'costTotal'].map((id) => (
              <th key={id} scope="col" className={styles['number']}>
                {t(`command.brief.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {content.effort.map((one) => (
            <tr key={one.phase ?? 'none'}>
              <th scope="row">
                {one.phase === null ? t('command.brief.onNoStrand') : labelOf(t, 'phase', one.phase)}
              </th>
              {figures(cells(one))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('command.brief.total')}</th>
            {figures(cells(effortTotal(content.effort)))}
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}
