import { Card, PhaseChip, Stack } from '../../../web/ui/index.ts';
import { formatDate, useWords, type Translate } from '../../../web/words/index.ts';
import { labelOf } from '../../command/screens/names.ts';
import { phases, type Phase } from '../../vocabulary/cases.ts';
import type { StrandEstimate, Strip } from '../contract.ts';
import type { Days } from '../rules.ts';
import { rangeInWords } from './sentences.ts';
import styles from './estimates.module.css';
import own from './phase-strip.module.css';

const DAY = 86_400_000;
/** How far the strip looks back and ahead, in days. */
const BACK = 1096;
const AHEAD = 731;

type Whole = Days & { phase: Phase; asOf: string; certainty: StrandEstimate['certainty'] };
/** From a day on the screen to its share of the strip's width, in percent. */
type Place = (day: string) => number;

/**
 * The phases of a case side by side: one row a strand, solid what was, fading what may still come, and below it when the
 * last strand of the case may have left each phase.
 */
export function PhaseStrip({
  strips,
  strands,
  whole,
  today,
}: {
  strips: readonly Strip[];
  strands: readonly StrandEstimate[];
  whole: readonly Whole[];
  today: string;
}) {
  const { t } = useWords();
  const now = Date.parse(today);
  const first = Math.min(now, ...strips.flatMap(({ stays }) => stays.map(({ from }) => Date.parse(from))));
  const from = Math.max(first, now - BACK * DAY);
  const until = now + AHEAD * DAY;
  const place: Place = (day) => Math.min(100, Math.max(0, ((Date.parse(day) - from) / (until - from)) * 100));
  const day = (ms: number) => formatDate(new Date(ms).toISOString().slice(0, 10));
  const estimateOf = new Map(strands.map((one) => [one.strandId, one]));
  return (
    <Card title={t('estimates.strip.title')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('estimates.strip.lead')}</p>
        <div className={own['strip']}>
          <div className={own['row']} aria-hidden="true">
            <span />
            <div className={own['axis']}>
              <span>{day(from)}</span>
              <span className={own['now']} style={{ insetInlineStart: `${place(today)}%` }}>
                {t('estimates.today')}
              </span>
              <span>{day(until)}</span>
            </div>
          </div>
          {strips.map((one) => (
            <StrandRow
              key={one.strandId}
              one={one}
              estimate={estimateOf.get(one.strandId)}
              place={place}
              today={today}
            />
          ))}
          {whole.length > 0 && <p className={own['group']}>{t('estimates.strip.last')}</p>}
          {whole.map((one) => (
            <Row
              key={one.phase}
              name={labelOf(t, 'phase', one.phase)}
              label={rangeInWords(t, 'caseLine', one, labelOf(t, 'phase', one.phase).toLocaleLowerCase())}
              place={place}
              today={today}
            >
              <Fading one={one} place={place} />
            </Row>
          ))}
        </div>
        <p className={own['legend']}>
          {phases.map((phase) => (
            <span key={phase}>
              <i className={own[phase]} /> <PhaseChip phase={phase} label={labelOf(t, 'phase', phase)} />
            </span>
          ))}
        </p>
      </Stack>
    </Card>
  );
}

function StrandRow({
  one,
  estimate,
  place,
  today,
}: {
  one: Strip;
  estimate: StrandEstimate | undefined;
  place: Place;
  today: string;
}) {
  const { t } = useWords();
  return (
    <Row name={one.label} label={inWords(t, one, estimate)} place={place} today={today}>
      {one.stays.map(({ phase, from, until }) => (
        <span
          key={`${phase}${from}`}
          className={own[phase]}
          style={{
            insetInlineStart: `${place(from)}%`,
            inlineSize: `${Math.max(0.4, place(until ?? today) - place(from))}%`,
          }}
        />
      ))}
      {estimate && <Fading one={estimate} place={place} />}
    </Row>
  );
}

function Row({
  name,
  label,
  place,
  today,
  children,
}: {
  name: string;
  label: string;
  place: Place;
  today: string;
  children: React.ReactNode;
}) {
  return (
    <div className={own['row']}>
      <span className={own['name']}>{name}</span>
      <div className={own['track']} role="img" aria-label={label}>
        {children}
        <span className={own['today']} style={{ insetInlineStart: `${place(today)}%` }} />
      </div>
    </div>
  );
}

/** A phase from today on, as strong as the share of the runs that are still in it. */
function Fading({ one, place }: { one: Days & { phase: Phase; asOf: string }; place: Place }) {
  const begins = place(one.asOf);
  const stops: readonly (readonly [string | null, number])[] = [
    [one.p10, 0.9],
    [one.p50, 0.5],
    [one.p80, 0.2],
    [one.p95, 0.05],
  ];
  const shown = stops.flatMap(([day, left]) => (day === null ? [] : [[place(day), left] as const]));
  const end = shown.length === stops.length ? shown.at(-1)![0] : 100;
  const width = Math.max(0.4, end - begins);
  const mask = [
    'black 0%',
    ...shown.map(([at, left]) => `rgb(0 0 0 / ${left}) ${Math.min(100, ((at - begins) / width) * 100)}%`),
  ].join(', ');
  return (
    <span
      className={own[one.phase]}
      style={{
        insetInlineStart: `${begins}%`,
        inlineSize: `${width}%`,
        maskImage: `linear-gradient(to right, ${mask})`,
      }}
    />
  );
}

function inWords(t: Translate, { label, stays }: Strip, estimate: StrandEstimate | undefined): string {
  const past = stays.map(({ phase, from, until }) =>
    t(until === null ? 'estimates.strip.since' : 'estimates.strip.stay', {
      phase: labelOf(t, 'phase', phase),
      from: formatDate(from),
      until: until === null ? '' : formatDate(until),
    }),
  );
  const ahead = estimate
    ? [rangeInWords(t, 'line', estimate, labelOf(t, 'phase', estimate.phase).toLocaleLowerCase())]
    : [];
  return [label, ...past, ...ahead].join('. ');
}
