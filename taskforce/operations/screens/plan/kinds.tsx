import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../web/api.ts';
import { useCan } from '../../../../web/session.ts';
import { Badge, Status } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import { usePeople } from '../../../cases/screens/shared.ts';
import { useLanguages } from '../../../victims/screens/shared.ts';
import { coordinatesInWords } from '../../../vocabulary/coordinates.ts';
import * as lists from '../../../vocabulary/operations.ts';
import type { Plan } from '../../contract-plan.ts';
import { optionsOf } from '../shared.ts';
import type { PartField } from './fields.tsx';
import type { PartKind } from './part-card.tsx';

/** A part of the plan that is a list, as a card shows it. */
export type Of<Name extends keyof Plan> = PartKind<
  Plan[Name] extends (infer One extends { id: string; version: number })[]
    ? One & Record<string, unknown>
    : never
>;

/** Words of fields and closed lists, as every part of the plan needs them. */
export function usePlanWords() {
  const { t } = useWords();
  return {
    t,
    /** Label of a field of the plan. */
    f: (name: string) => t(`operations.of.${name}`),
    moment: (at: string | null) => (at === null ? '' : formatMoment(at)),
    options: <Code extends string>(list: string, codes: readonly Code[]) => optionsOf(t, list, codes),
  };
}

export function usePlaces(plan: Plan): Of<'places'> {
  const { t, f, options } = usePlanWords();
  return {
    part: 'place',
    items: plan.places,
    blank: { kind: 'scene', label: '', address: null, lat: null, lon: null, zip: null, note: null },
    fields: [
      {
        name: 'kind',
        label: f('placeKind'),
        ask: 'code',
        options: options('place', lists.placeKinds),
        hint: t('operations.hint.away'),
      },
      { name: 'label', label: f('label'), ask: 'text' },
      { name: 'address', label: f('address'), ask: 'text', most: 300, optional: true },
      { name: 'zip', label: f('zip'), ask: 'text', most: 10, optional: true },
      { name: 'lat', label: f('coordinates'), ask: 'coordinates', optional: true },
      { name: 'lon', label: f('lon'), ask: 'together', optional: true },
      { name: 'note', label: f('note'), ask: 'area', optional: true },
    ],
    name: (one) => one.label,
    badges: (one) => (
      <>
        <Badge>{t(`operations.place.${one.kind}`)}</Badge>
        {one.kind === 'scene' && one.lat === null && (
          <Badge tone="warn">{t('operations.noCoordinates')}</Badge>
        )}
      </>
    ),
    facts: (one) => [
      { label: f('address'), value: [one.address, one.zip].filter(Boolean).join(', ') },
      {
        label: f('coordinates'),
        value: one.lat === null || one.lon === null ? '' : coordinatesInWords({ lat: one.lat, lon: one.lon }),
      },
      { label: f('note'), value: one.note },
    ],
  };
}

export function useStages(plan: Plan): Of<'stages'> {
  const { t, f, moment } = usePlanWords();
  const nameOf = new Map(plan.stages.map((one) => [one.id, one.name]));
  return {
    part: 'stage',
    items: plan.stages,
    blank: {
      place: Math.min(200, Math.max(0, ...plan.stages.map((one) => one.place)) + 1),
      name: '',
      what: '',
      plannedFrom: null,
      plannedUntil: null,
      goCriteria: '',
      abortCriteria: '',
    },
    fields: [
      { name: 'place', label: f('order'), ask: 'number' },
      { name: 'name', label: f('name'), ask: 'text' },
      { name: 'what', label: f('what'), ask: 'area', most: 4000 },
      { name: 'plannedFrom', label: t('operations.field.plannedFrom'), ask: 'moment', optional: true },
      { name: 'plannedUntil', label: t('operations.field.plannedUntil'), ask: 'moment', optional: true },
      { name: 'goCriteria', label: f('goCriteria'), ask: 'area' },
      { name: 'abortCriteria', label: f('abortCriteria'), ask: 'area' },
    ],
    long: true,
    name: (one) => one.name,
    facts: (one) => [
      { label: f('what'), value: one.what },
      {
        label: f('times'),
        value: [moment(one.plannedFrom), moment(one.plannedUntil)].filter(Boolean).join(' – '),
      },
      { label: f('goCriteria'), value: one.goCriteria },
      { label: f('abortCriteria'), value: one.abortCriteria },
      {
        label: f('waitsFor'),
        value: plan.dependencies
          .filter((two) => two.stageId === one.id)
          .map((two) => nameOf.get(two.needsStageId))
          .join(', '),
      },
    ],
  };
}

export function usePosts(plan: Plan): Of<'posts'> {
  const { t, f, options } = usePlanWords();
  const can = useCan();
  const { people, agencies } = usePeople();
  const providers =
    useQuery(api.providers.list.queryOptions({ input: {}, enabled: can('providers.read') })).data?.rows ?? [];
  const nameOf = (one: Plan['posts'][number]) =>
    `${t(`operations.role.${one.role}`)}${one.name === null ? '' : `: ${one.name}`}`;
  const fields = (self?: string): PartField[] => [
    { name: 'role', label: f('role'), ask: 'code', options: options('role', lists.postRoles) },
    {
      name: 'placeKind',
      label: f('placeKind'),
      ask: 'code',
      options: options('at', lists.postPlaces),
      hint: t('operations.hint.scene'),
    },
    { name: 'accountId', label: f('account'), ask: 'choice', options: people, optional: true },
    {
      name: 'personName',
      label: f('personName'),
      ask: 'text',
      optional: true,
      hint: t('operations.hint.personName'),
    },
    { name: 'agencyId', label: f('agency'), ask: 'choice', options: agencies, optional: true },
    {
      name: 'providerId',
      label: f('provider'),
      ask: 'choice',
      options: providers.map((one) => ({ id: one.id, label: one.name })),
      optional: true,
    },
    {
      name: 'stageId',
      label: f('stage'),
      ask: 'code',
      options: plan.stages.map((one) => ({ id: one.id, label: one.name })),
      optional: true,
    },
    { name: 'duties', label: f('duties'), ask: 'area', most: 4000, hint: t('operations.hint.duties') },
    { name: 'contact', label: f('contact'), ask: 'text', optional: true },
    { name: 'radio', label: f('radio'), ask: 'text', most: 60, optional: true },
    {
      name: 'backupPostId',
      label: f('backup'),
      ask: 'code',
      options: plan.posts.filter((one) => one.id !== self).map((one) => ({ id: one.id, label: nameOf(one) })),
      optional: true,
    },
  ];
  return {
    part: 'post',
    items: plan.posts,
    blank: {
      stageId: null,
      accountId: null,
      personName: null,
      agencyId: plan.leadAgencyId,
      providerId: null,
      role: null,
      placeKind: null,
      duties: '',
      contact: null,
      radio: null,
      backupPostId: null,
    },
    fields: fields(),
    fieldsOf: (one) => fields(one.id),
    name: nameOf,
    badges: (one) => (
      <>
        <Badge>{t(`operations.at.${one.placeKind}`)}</Badge>
        {one.name === null && <Badge tone="warn">{t('operations.unfilled')}</Badge>}
      </>
    ),
    facts: (one) => [
      { label: f('from'), value: one.from },
      { label: f('contact'), value: [one.contact, one.radio].filter(Boolean).join(', ') },
      { label: f('duties'), value: one.duties },
      {
        label: f('backup'),
        value: plan.posts
          .filter((two) => two.id === one.backupPostId)
          .map(nameOf)
          .join(''),
      },
    ],
  };
}

export function useInterpreters(plan: Plan): Of<'interpreters'> {
  const { t, f, moment, options } = usePlanWords();
  const languages = useLanguages();
  const tones = { not_checked: 'warn', clear: 'good', conflict: 'danger' } as const;
  return {
    part: 'interpreter',
    items: plan.interpreters,
    blank: { language: null, personName: '', mode: 'in_person', contact: null, conflict: 'not_checked' },
    fields: [
      { name: 'language', label: f('language'), ask: 'choice', options: languages.options },
      { name: 'personName', label: f('interpreter'), ask: 'text' },
      { name: 'mode', label: f('mode'), ask: 'code', options: options('mode', lists.interpreterModes) },
      { name: 'contact', label: f('contact'), ask: 'text', optional: true },
      {
        name: 'conflict',
        label: f('conflict'),
        ask: 'code',
        options: options('conflict', lists.conflictResults),
        hint: t('operations.hint.conflict'),
      },
    ],
    name: (one) => `${languages.name(one.language)}: ${one.personName}`,
    badges: (one) => <Status tone={tones[one.conflict]}>{t(`operations.conflict.${one.conflict}`)}</Status>,
    facts: (one) => [
      { label: f('mode'), value: t(`operations.mode.${one.mode}`) },
      { label: f('contact'), value: one.contact },
      {
        label: f('checkedBy'),
        value: one.checkedBy === null ? '' : `${one.checkedBy}, ${moment(one.checkedAt)}`,
      },
    ],
  };
}
