import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { ReasonField, Select, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { costKinds } from '../../vocabulary/activities.ts';
import type { CostKind } from '../../vocabulary/activities.ts';
import { useCodes } from './shared.ts';

export type HoursValue = { hours: string; hoursReason: string };
export const blankHours: HoursValue = { hours: '', hoursReason: '' };

/** Hours as people write them; with more than 24 on one day the reason for it. */
export function HoursFields({
  value,
  set,
  required,
  wrong,
  overADay,
}: {
  value: HoursValue;
  set: (part: Partial<HoursValue>) => void;
  required: boolean;
  /** What is typed is no time. */
  wrong: boolean;
  overADay: boolean;
}) {
  const { t } = useWords();
  return (
    <>
      <TextField
        name="hours"
        label={t('cases.activity.hours')}
        hint={t('cases.activity.hoursHint')}
        required={required}
        width="short"
        value={value.hours}
        onChange={(hours) => set({ hours })}
        error={wrong ? t('cases.activity.hoursWrong') : undefined}
      />
      {overADay && (
        <ReasonField
          name="hoursReason"
          label={t('cases.effort.overADay')}
          value={{ category: null, text: value.hoursReason }}
          onChange={({ text }) => set({ hoursReason: text })}
          least={20}
        />
      )}
    </>
  );
}

export type CostValue = {
  cost: string;
  costKind: CostKind | null;
  fundingSourceId: string | null;
  reason: string;
};
export const blankCost: CostValue = { cost: '', costKind: null, fundingSourceId: null, reason: '' };

/** An amount and, once there is one, what it was spent on, whose money it was, and of a refund what it corrects. */
export function CostFields({
  value,
  set,
  required,
  cents,
}: {
  value: CostValue;
  set: (part: Partial<CostValue>) => void;
  required: boolean;
  /** What the typed amount comes to; null when it is none. */
  cents: number | null;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const funding = useQuery(api.activities.fundingSources.queryOptions({ input: {} })).data?.rows ?? [];
  const asked = required || (cents !== null && cents !== 0);
  return (
    <>
      <TextField
        name="amount"
        label={t('cases.activity.cost')}
        required={required}
        width="short"
        value={value.cost}
        onChange={(cost) => set({ cost })}
        error={cents === null ? t('cases.activity.costWrong') : undefined}
      />
      {asked && (
        <Select
          name="costKind"
          label={t('cases.activity.costKind')}
          options={codes('costKind', costKinds)}
          value={value.costKind}
          onChange={(costKind) => set({ costKind })}
          placeholder={t('ui.choose')}
        />
      )}
      {asked && funding.length > 0 && (
        <Select
          name="fundingSourceId"
          label={t('cases.activity.funding')}
          required={false}
          options={[
            { id: 'none', label: t('cases.activity.noFunding') },
            ...funding.map((one) => ({ id: one.id, label: one.name })),
          ]}
          value={value.fundingSourceId ?? 'none'}
          onChange={(id) => set({ fundingSourceId: id === 'none' ? null : id })}
          placeholder={t('ui.choose')}
        />
      )}
      {cents !== null && cents < 0 && (
        <ReasonField
          name="reason"
          label={t('cases.effort.refund')}
          value={{ category: null, text: value.reason }}
          onChange={({ text }) => set({ reason: text })}
          least={20}
        />
      )}
    </>
  );
}
