import { Stack } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import type { Approval } from '../../contract-approval.ts';

type Difference = Approval['differences'][number];
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What changed in a plan, row by row: what it said before, and what it says now. */
export function Differences({
  differences,
  names,
}: {
  differences: readonly Difference[];
  names: Readonly<Record<string, string>>;
}) {
  const { t, has } = useKnown();
  const value = (field: string, one: unknown): string => {
    if (one === null || one === undefined || one === '' || (Array.isArray(one) && one.length === 0))
      return t('operations.difference.nothing');
    if (Array.isArray(one)) return one.map((part) => value(field, part)).join(', ');
    if (typeof one === 'boolean') return t(one ? 'operations.foreseen.yes' : 'operations.foreseen.no');
    if (typeof one !== 'string') return JSON.stringify(one);
    if (names[one] !== undefined) return names[one];
    if (moment.test(one)) return formatMoment(one);
    const word = lists[field]?.map((list) => `operations.${list}.${one}`).find(has);
    return word === undefined ? one : t(word);
  };
  return (
    <Stack>
      {differences.map((one) => (
        <section
          key={`${one.part} ${one.id ?? ''}`}
          aria-label={one.name ?? t(`operations.difference.part.${one.part}`)}
        >
          <strong>
            {`${t(`operations.difference.part.${one.part}`)}${one.name === null ? '' : `: ${value('kind', one.name)}`}`}
          </strong>{' '}
          <small>{t(`operations.difference.change.${one.change}`)}</small>
          <ul>
            {one.fields.map(({ field, before, after }) => (
              <li key={field}>
                {has(`operations.difference.field.${field}`)
                  ? t(`operations.difference.field.${field}`)
                  : field}
                {': '}
                {one.change !== 'added' && <del>{value(field, before)}</del>}
                {one.change === 'changed' && ' → '}
                {one.change !== 'removed' && <ins>{value(field, after)}</ins>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Stack>
  );
}

/** Closed lists whose words a field may hold. */
const lists: Readonly<Record<string, readonly string[]>> = {
  kind: ['kind'],
  type: ['type'],
  risk: ['risk'],
  victimsForeseen: ['foreseen'],
  minorsPossible: ['foreseen'],
};

function useKnown() {
  const { t } = useWords();
  // A key without words comes back as it is.
  return { t, has: (key: string) => t(key) !== key };
}
