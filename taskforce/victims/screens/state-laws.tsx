import { Button, Card, NumberField, Row, Stack, TextArea, TextField } from '../../../web/ui/index.ts';
import type { FieldProblem } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { VictimProtocol } from '../rules-protocol.ts';

/** What the law of a state says, as it is typed. */
export type StateLaw = { state: string; childReportHours: number; safeHarbor: string };

/** The laws in the order of their states. */
export const lawsOf = (states: VictimProtocol['states']): StateLaw[] =>
  Object.entries(states)
    .map(([state, law]) => ({ state, ...law }))
    .toSorted((a, b) => a.state.localeCompare(b.state));

/** The laws by their state; of two for one state the later. */
export const lawsIn = (laws: readonly StateLaw[]): Record<string, Omit<StateLaw, 'state'>> =>
  Object.fromEntries(laws.map(({ state, ...law }) => [state, law]));

/** Rows whose state is no two letters or stands in an earlier row. */
export const wrongLaws = (laws: readonly StateLaw[], remedy: string): FieldProblem[] =>
  laws.flatMap(({ state }, index) =>
    /^[A-Z]{2}$/.test(state) && laws.findIndex((law) => law.state === state) === index
      ? []
      : [{ path: `states.${index}.state`, problem: 'invalid', remedy }],
  );

/** States whose law sets a clock of its own for reports to child protection, and says what minors are. */
export function StateLaws({
  laws,
  onChange,
}: {
  laws: readonly StateLaw[];
  onChange: (laws: StateLaw[]) => void;
}) {
  const { t } = useWords();
  const set = (index: number, part: Partial<StateLaw>) =>
    onChange(laws.map((law, at) => (at === index ? { ...law, ...part } : law)));
  return (
    <Stack>
      {laws.length === 0 && <p>{t('victims.protocol.noStates')}</p>}
      {laws.map((law, index) => (
        // The place in the list is the row: rows are only added at the end and taken out.
        <Card
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          title={
            law.state === '' ? t('victims.protocol.newState') : t('victims.duty.state', { state: law.state })
          }
          actions={
            <Button size="small" look="quiet" onPress={() => onChange(laws.filter((_, at) => at !== index))}>
              {t('victims.protocol.dropState')}
            </Button>
          }
        >
          <Stack>
            <Row align="start">
              <TextField
                name={`states.${index}.state`}
                label={t('victims.protocol.stateCode')}
                width="short"
                maxLength={2}
                value={law.state}
                onChange={(state) => set(index, { state: state.toUpperCase() })}
              />
              <NumberField
                name={`states.${law.state}.childReportHours`}
                label={t('victims.protocol.stateHours')}
                unit={t('victims.protocol.unit.hours')}
                min={1}
                max={720}
                value={law.childReportHours}
                onChange={(childReportHours) => set(index, { childReportHours })}
              />
            </Row>
            <TextArea
              name={`states.${law.state}.safeHarbor`}
              label={t('victims.duty.safeHarbor')}
              hint={t('victims.protocol.safeHarborHint')}
              rows={3}
              required={false}
              value={law.safeHarbor}
              onChange={(safeHarbor) => set(index, { safeHarbor })}
            />
          </Stack>
        </Card>
      ))}
      <Row>
        <Button
          icon="plus"
          onPress={() => onChange([...laws, { state: '', childReportHours: 24, safeHarbor: '' }])}
        >
          {t('victims.protocol.addState')}
        </Button>
      </Row>
    </Stack>
  );
}
