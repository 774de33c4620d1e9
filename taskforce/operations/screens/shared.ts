import type { Tone } from '../../../web/ui/index.ts';
import type { OperationRisk, OperationState } from '../../vocabulary/operations.ts';

/** How a state weighs; the word says it, shape and colour follow. */
export const stateTone: Readonly<Record<OperationState, Tone>> = {
  planning: 'neutral',
  requested: 'warn',
  reviewed: 'warn',
  approved: 'good',
  started: 'accent',
  ended: 'warn',
  closed: 'muted',
  aborted: 'danger',
  postponed: 'muted',
};
export const riskTone: Readonly<Record<OperationRisk, Tone>> = {
  low: 'muted',
  medium: 'neutral',
  high: 'danger',
};

/** A closed list of this room as options. */
export const optionsOf = <Code extends string>(
  t: (key: string) => string,
  list: string,
  codes: readonly Code[],
) => codes.map((id) => ({ id, label: t(`operations.${list}.${id}`) }));
