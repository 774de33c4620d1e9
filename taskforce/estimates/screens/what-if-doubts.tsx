import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { doubtRange, doubts, type Doubt } from '../../../analysis/survival/capacity.ts';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Button, Card, Notice, Row, Stack, Wide } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import type { Answer, WhatIf } from '../contract-whatifs.ts';
import type { Question } from '../rules-whatif.ts';
import { moreInWords } from './what-if-words.ts';
import styles from './estimates.module.css';
import own from './what-if.module.css';

type Answered = z.infer<typeof Answer>;
type Redrawn = { answer: Answered; runs: number; sameRecords: boolean };

const STEP = 0.05;
const two = (n: number) => formatNumber(n, { maximumFractionDigits: 2 });

/** The assumptions as sliders, and which of them moves the answer most. Moving one redraws in fewer runs, and keeps nothing. */
export function Doubts({ whatIf, answer }: { whatIf: WhatIf; answer: Answered }) {
  const { t } = useWords();
  const can = useCan()('what_ifs.ask');
  const [values, setValues] = useState<Question['assumptions']>(whatIf.question.assumptions);
  const redraw = useRedraw(whatIf.id);
  const shown = redraw.drawn?.answer ?? answer;
  const moved = doubts.some((doubt) => values[doubt] !== whatIf.question.assumptions[doubt]);
  const back = () => {
    setValues(whatIf.question.assumptions);
    redraw.forget();
  };
  return (
    <Card title={t('estimates.whatIf.doubts')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('estimates.whatIf.doubtsLead')}</p>
        <div className={own['sliders']}>
          {doubts.map((doubt) => (
            <Slider
              key={doubt}
              doubt={doubt}
              value={values[doubt]}
              disabled={!can}
              onChange={(value) => setValues({ ...values, [doubt]: value })}
            />
          ))}
        </div>
        {can && (
          <Row>
            <Button icon="refresh" pending={redraw.busy} onPress={() => redraw.start(values)}>
              {t('estimates.whatIf.redraw')}
            </Button>
            {(moved || redraw.drawn) && <Button onPress={back}>{t('estimates.whatIf.asKept')}</Button>}
          </Row>
        )}
        <div role="status">
          {redraw.failed && <Notice tone="warn" title={t('estimates.computeFailed')} />}
          {redraw.drawn && (
            <Stack gap="small">
              <p className={styles['line']}>
                {moreInWords(t, whatIf.measure, whatIf.days, shown.more[whatIf.measure])}
              </p>
              <p className={styles['aside']}>
                {t('estimates.whatIf.redrawn', { runs: redraw.drawn.runs })}{' '}
                {!redraw.drawn.sameRecords && t('estimates.whatIf.otherRecords')}
              </p>
            </Stack>
          )}
        </div>
        <Tornado answer={shown} />
      </Stack>
    </Card>
  );
}

/** Starts a redrawing and waits for it. */
function useRedraw(id: string) {
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: (assumptions: Question['assumptions']) => client.whatIfs.redraw({ id, assumptions }),
    onSuccess: (made) => setJobId(made.jobId),
  });
  const job = useQuery({
    ...api.jobs.read.queryOptions({ input: { id: jobId ?? id } }),
    enabled: jobId !== null,
    refetchInterval: ({ state }) =>
      state.data && !['queued', 'running'].includes(state.data.state) ? false : 300,
  }).data;
  const state = jobId === null ? null : (job?.state ?? 'queued');
  return {
    start: (assumptions: Question['assumptions']) => start.mutate(assumptions),
    forget: () => setJobId(null),
    busy: start.isPending || state === 'queued' || state === 'running',
    failed: start.isError || state === 'failed' || state === 'cancelled',
    drawn: state === 'done' ? (job?.result as Redrawn) : null,
  };
}

/** One assumption, moved by mouse, finger or arrow keys. */
function Slider({
  doubt,
  value,
  disabled,
  onChange,
}: {
  doubt: Doubt;
  value: number;
  disabled: boolean;
  onChange: (value: number) => void;
}) {
  const { t } = useWords();
  const [low, high] = doubtRange[doubt];
  return (
    <label className={own['slider']}>
      <span>{t(`estimates.whatIf.doubt.${doubt}`)}</span>
      <input
        type="range"
        min={low}
        max={high}
        step={STEP}
        value={value}
        disabled={disabled}
        aria-valuetext={two(value)}
        onChange={(event) => onChange(Math.round(Number(event.target.value) * 100) / 100)}
      />
      <output>{two(value)}</output>
    </label>
  );
}

/** Bars from the answer at the low end of each assumption to that at its high end, the widest first; the same as a table. */
function Tornado({ answer }: { answer: Answered }) {
  const { t } = useWords();
  const lines = answer.tornado.toSorted(
    (a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow),
  );
  const all = [answer.mean, ...lines.flatMap(({ atLow, atHigh }) => [atLow, atHigh])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const at = (n: number) => (most > least ? ((n - least) / (most - least)) * 100 : 50);
  return (
    <div className={own['tornado']}>
      <div aria-hidden="true" className={own['bars']}>
        {lines.map(({ doubt, atLow, atHigh }) => (
          <div key={doubt} className={own['bar']}>
            <span>{t(`estimates.whatIf.doubt.${doubt}`)}</span>
            <span className={own['track']}>
              <span
                className={own['span']}
                style={{
                  insetInlineStart: `${at(Math.min(atLow, atHigh))}%`,
                  inlineSize: `${Math.abs(at(atHigh) - at(atLow))}%`,
                }}
              />
              <span className={own['middle']} style={{ insetInlineStart: `${at(answer.mean)}%` }} />
            </span>
          </div>
        ))}
      </div>
      <Wide label={t('estimates.whatIf.tornado')}>
        <table className={styles['table']}>
          <caption className={own['caption']}>
            {t('estimates.whatIf.tornado')}: {t('estimates.whatIf.middle', { n: two(answer.mean) })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('estimates.whatIf.head.assumption')}</th>
              {(['atLow', 'atHigh'] as const).map((head) => (
                <th key={head} scope="col" className={styles['number']}>
                  {t(`estimates.whatIf.head.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ doubt, low, high, atLow, atHigh }) => (
              <tr key={doubt}>
                <th scope="row">{t(`estimates.whatIf.doubt.${doubt}`)}</th>
                <td className={styles['number']}>
                  {t('estimates.whatIf.at', { value: two(low), n: two(atLow) })}
                </td>
                <td className={styles['number']}>
                  {t('estimates.whatIf.at', { value: two(high), n: two(atHigh) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </div>
  );
}
