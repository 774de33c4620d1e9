import { useState } from 'react';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  Row,
  Stack,
  Status,
  type Tone,
} from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import type { Gate, GateItemRow } from '../../contract-gate.ts';
import { beforeStart } from '../../rules-gate.ts';
import { useItemName } from './item-name.ts';
import { OwnerDialog } from './owner-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';

const tones: Readonly<Record<GateItemRow['state'], Tone>> = {
  open: 'warn',
  done: 'good',
  waived: 'neutral',
  not_applying: 'muted',
};
const groups = ['named', 'extra', 'kind', 'lesson'] as const;
/** Items that are settled on a part of the operation of their own. */
const settledAt: Readonly<Record<string, string>> = {
  deconfliction: 'deconfliction',
  regional_deconfliction: 'deconfliction',
  decoy_review: 'decoy',
};

/** Every item of the gate in its groups; those that hold up the start say so. */
export function GateList({ gate }: { gate: Gate }) {
  const { t } = useWords();
  const [settling, setSettling] = useState<GateItemRow | null>(null);
  const [giving, setGiving] = useState<GateItemRow | null>(null);
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
                <Item
                  key={one.item}
                  one={one}
                  gate={gate}
                  onSettle={() => setSettling(one)}
                  onGive={() => setGiving(one)}
                />
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
      {giving && <OwnerDialog gate={gate} item={giving} onClose={() => setGiving(null)} />}
      {settling && <SettleDialog gate={gate} item={settling} onClose={() => setSettling(null)} />}
    </Stack>
  );
}

const countOf = (items: readonly GateItemRow[]) =>
  `${String(items.filter(({ state }) => state === 'done' || state === 'waived').length)}/${String(items.length)}`;

type ItemProps = { one: GateItemRow; gate: Gate; onSettle: () => void; onGive: () => void };

function Item({ one, gate, onSettle, onGive }: ItemProps) {
  const { t } = useWords();
  const nameOf = useItemName();
  const place = settledAt[one.item];
  const holds = one.critical && one.state === 'open';
  const settleable = gate.may.settle && one.state !== 'not_applying' && beforeStart(gate.state);
  const useful = one.by !== 'record' || one.waivable || one.said !== 'open';
  return (
    <section aria-label={nameOf(one)}>
      <Stack gap="small">
        <Row spread>
          <h3>{nameOf(one)}</h3>
          <Row>
            {holds && <Badge tone="danger">{t('operations.gate.holdsUp')}</Badge>}
            <Status tone={tones[one.state]}>{t(`operations.gate.state.${one.state}`)}</Status>
          </Row>
        </Row>
        <Why one={one} />
        {settleable && (
          <Row>
            {useful && (
              <Button size="small" onPress={onSettle}>
                {t('operations.gate.settle')}
              </Button>
            )}
            {place !== undefined && (
              <ButtonLink size="small" href={`/operations/${gate.operationId}/${place}`}>
                {t('operations.gate.settledThere')}
              </ButtonLink>
            )}
            <Button size="small" look="quiet" onPress={onGive}>
              {t(one.owner === null ? 'operations.gate.give' : 'operations.gate.giveOther')}
            </Button>
          </Row>
        )}
      </Stack>
    </section>
  );
}

/** What stands behind the state: a fact of the plan, what the database holds, or who said what. */
function Why({ one }: { one: GateItemRow }) {
  const { t } = useWords();
  if (one.whyNot !== null) return <small>{t(`operations.gate.whyNot.${one.whyNot}`)}</small>;
  const lines = [
    one.by !== 'person' && one.record === false && t(`operations.gate.record.${one.item}`),
    one.by !== 'person' && one.record === true && one.evidence === '' && t('operations.gate.recordHolds'),
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
