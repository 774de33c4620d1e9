import { Badge, Status, useNow } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import * as lists from '../../../vocabulary/operations.ts';
import type { Plan } from '../../contract-plan.ts';
import { expiryOf } from '../../rules-plan.ts';
import { AuthorityPapers } from './authority-papers.tsx';
import { usePlanWords, type Of } from './kinds.tsx';

const alarmTone = { over: 'danger', two_days: 'danger', week: 'warn', later: 'muted' } as const;

/** When an authority runs out, and how urgent that is. */
export function Expiry({ expiresAt, plan }: { expiresAt: string | null; plan: Plan }) {
  const { t } = useWords();
  const now = useNow();
  const until = plan.plannedUntil === null ? null : new Date(plan.plannedUntil);
  const alarm = expiryOf(expiresAt === null ? null : new Date(expiresAt), until, now);
  if (alarm === null || expiresAt === null) return null;
  return (
    <>
      <Status tone={alarmTone[alarm.alarm]}>
        {t(`operations.expiry.${alarm.alarm}`, { at: formatMoment(expiresAt) })}
      </Status>
      {alarm.tooEarly && <Badge tone="danger">{t('operations.expiry.tooEarly')}</Badge>}
    </>
  );
}

export function useAuthorities(plan: Plan): Of<'authorities'> {
  const { t, f, moment, options } = usePlanWords();
  const name = (one: Plan['authorities'][number]) =>
    [t(`operations.authority.${one.kind}`), one.reference].filter(Boolean).join(' ');
  return {
    part: 'authority',
    items: plan.authorities,
    blank: { kind: null, reference: null, covers: '', issuedAt: null, expiresAt: null },
    fields: [
      {
        name: 'kind',
        label: f('authorityKind'),
        ask: 'code',
        options: options('authority', lists.authorityKinds),
      },
      { name: 'reference', label: f('reference'), ask: 'text', optional: true },
      { name: 'covers', label: f('covers'), ask: 'area' },
      { name: 'issuedAt', label: f('issuedAt'), ask: 'moment', optional: true },
      { name: 'expiresAt', label: f('expiresAt'), ask: 'moment', optional: true },
    ],
    name,
    badges: (one) => <Expiry expiresAt={one.expiresAt} plan={plan} />,
    facts: (one) => [
      { label: f('covers'), value: one.covers },
      { label: f('issuedAt'), value: moment(one.issuedAt) },
    ],
    more: (one) =>
      one.kind === 'none' ? null : <AuthorityPapers id={one.id} name={name(one)} mayAdd={plan.may.plan} />,
  };
}

export function useTechniques(plan: Plan): Of<'techniques'> {
  const { t, f, moment, options } = usePlanWords();
  const authority = (one: Plan['authorities'][number]) =>
    [t(`operations.authority.${one.kind}`), one.reference].filter(Boolean).join(' ');
  return {
    part: 'technique',
    items: plan.techniques,
    blank: {
      technique: null,
      authorityId: null,
      noAuthorityReason: null,
      startsAt: null,
      endsAt: null,
      expiresAt: null,
      informantReference: null,
    },
    fields: [
      {
        name: 'technique',
        label: f('technique'),
        ask: 'code',
        options: options('technique', lists.techniques),
      },
      {
        name: 'authorityId',
        label: f('authority'),
        ask: 'code',
        optional: true,
        options: plan.authorities
          .filter((one) => one.kind !== 'none')
          .map((one) => ({ id: one.id, label: authority(one) })),
      },
      { name: 'noAuthorityReason', label: f('noAuthorityReason'), ask: 'area', most: 500, optional: true },
      { name: 'startsAt', label: f('startsAt'), ask: 'moment', optional: true },
      { name: 'endsAt', label: f('endsAt'), ask: 'moment', optional: true },
      { name: 'expiresAt', label: f('expiresAt'), ask: 'moment', optional: true },
      {
        name: 'informantReference',
        label: f('informantReference'),
        ask: 'text',
        most: 40,
        optional: true,
        hint: t('operations.hint.informant'),
      },
    ],
    name: (one) => t(`operations.technique.${one.technique}`),
    badges: (one) => <Expiry expiresAt={one.expiresAt} plan={plan} />,
    facts: (one) => [
      {
        label: f('authority'),
        value:
          one.noAuthorityReason ??
          plan.authorities
            .filter((two) => two.id === one.authorityId)
            .map(authority)
            .join(''),
      },
      { label: f('times'), value: [moment(one.startsAt), moment(one.endsAt)].filter(Boolean).join(' – ') },
      { label: f('informantReference'), value: one.informantReference },
    ],
  };
}
