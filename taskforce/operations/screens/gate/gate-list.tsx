import { useState } from 'react';
import { Badge, Button, Card, Checkbox, Row, Stack, Status, type Tone } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import type { Gate, GateItemRow } from '../../contract-gate.ts';
import { SettleDialog } from './settle-dialog.tsx';

const tones: Readonly<Record<GateItemRow['state'], Tone>> = {
  open: 'warn',
  done: 'good',
  waived: 'neutral',
  not_applying: 'muted',
};
const groups = ['named', 'extra', 'kind'] as const;

/** Every item of the gate in three groups; those that hold up the start say so. */
export function GateList({ gate }: { gate: Gate }) {
  const { t } = useWords();
  const [settling, setSettling] = useState<GateItemRow | null>(null);
  const [all, setAll] = useState(false);
  const shown = gate.items.filter((one) => all || one.state !== 'not_applying');
  const hidden = gate.items.filter((one) => one.state === 'not_applying').length;
  return (
    <Stack gap="large">
      {groups.map((group) => {
        const items = shown.filter(({ from }) => from === group);
        if (items.length === 0) return null;
        return (
          <Card key={group} title={t(`operations.gate.group.${group}`)} count={countOf(items)}>
            <Stack gap="large">
              {items.map((one) => (
                <Item key={one.item} one={one} gate={gate} onSettle={() => setSettling(one)} />
              ))}
            </Stack>
          </Card>
        );
      })}
      {hidden > 0 && (
        <Checkbox checked={all} onChange={setAll} name="all">
          {t('operations.gate.showAll', { n: hidden })}
        </Checkbox>
      )}
      {settling && <SettleDialog gate={gate} item={settling} onClose={() => setSettling(null)} />}
    </Stack>
  );
}

const countOf = (items: readonly GateItemRow[]) =>
  `${String(items.filter(({ state }) => state === 'done' || state === 'waived').length)}/${String(items.length)}`;

function Item({ one, gate, onSettle }: { one: GateItemRow; gate: Gate; onSettle: () => void }) {
  const { t } = useWords();
  const holds = one.critical && one.state === 'open';
  const settleable = gate.may.settle && one.state !== 'not_applying' && before(gate.state);
  const useful = one.by !== 'record' || one.waivable || one.said !== 'open';
  return (
    <section aria-label={t(`operations.gate.item.${one.item}`)}>
      <Stack gap="small">
        <Row spread>
          <h3>{t(`operations.gate.item.${one.item}`)}</h3>
          <Row>
            {holds && <Badge tone="danger">{t('operations.gate.holdsUp')}</Badge>}
            <Status tone={tones[one.state]}>{t(`operations.gate.state.${one.state}`)}</Status>
          </Row>
        </Row>
        <Why one={one} />
        {settleable && useful && (
          <Row>
            <Button size="small" onPress={onSettle}>
              {t('operations.gate.settle')}
            </Button>
          </Row>
        )}
      </Stack>
    </section>
  );
}

/** A gate is settled until the operation starts. */
export const before = (state: Gate['state']) =>
  ['planning', 'requested', 'reviewed', 'approved', 'postponed'].includes(state);

/** What stands behind the state: a fact of the plan, what the database holds, or who said what. */
function Why({ one }: { one: GateItemRow }) {
  const { t } = useWords();
  if (one.whyNot !== null) return <small>{t(`operations.gate.whyNot.${one.whyNot}`)}</small>;
  const lines = [
    one.by !== 'person' && one.record === false && t(`operations.gate.record.${one.item}`),
    one.by !== 'person' && one.record === true && t('operations.gate.recordHolds'),
    one.by === 'both' && one.said !== 'done' && t('operations.gate.bothNeeded'),
    one.evidence,
    one.reason,
    one.said === 'waived' && one.state === 'open' && t('operations.gate.waiverEnded'),
  ].filter((line): line is string => typeof line === 'string' && line !== '');
  const by =
    one.settledBy !== null && one.settledAt !== null
      ? t(`operations.gate.by.${one.said}`, {
          name: one.settledBy.displayName,
          at: formatMoment(one.settledAt),
        })
      : null;
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {by !== null && <small>{by}</small>}
      {one.owner !== null && <small>{t('operations.gate.ownedBy', { name: one.owner.displayName })}</small>}
    </>
  );
}
