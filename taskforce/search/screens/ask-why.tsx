import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { searchBodies, searchPurposes } from '../../vocabulary/searches.ts';
import { api } from '../../../web/api.ts';
import { Button, Select } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Asking, OnBehalf, Purpose } from './asking.ts';
import { setAsking } from './asking.ts';
import styles from './search.module.css';

/** Why and for whom: asked once in a tab, then one quiet line with a way to change it. */
export function AskWhy({ asking }: { asking: Asking }) {
  const { t } = useWords();
  const [changing, setChanging] = useState(false);
  const { purpose } = asking;
  const choose = (next: Asking) => setAsking(next);
  if (purpose !== null && !changing) {
    return (
      <p className={styles['why']}>
        <span>
          {t('search.why.said')} <strong>{t(`vocabulary.searchPurpose.${purpose}.label`)}</strong>,{' '}
          <BehalfName of={asking.onBehalf} />
        </span>
        <Button size="small" look="quiet" onPress={() => setChanging(true)}>
          {t('search.why.change')}
        </Button>
      </p>
    );
  }
  return (
    <fieldset className={styles['ask']}>
      <legend>{t('search.why.question')}</legend>
      <p className={styles['hint']}>{t('search.why.hint')}</p>
      <ToggleButtonGroup
        aria-label={t('search.why.question')}
        selectionMode="single"
        selectedKeys={purpose === null ? [] : [purpose]}
        onSelectionChange={(keys) => {
          const [key] = [...keys];
          if (key === undefined) return;
          choose({ ...asking, purpose: key as Purpose });
          setChanging(false);
        }}
        className={styles['choices'] ?? ''}
      >
        {searchPurposes.map((one) => (
          <ToggleButton key={one} id={one} className={styles['choice'] ?? ''}>
            {t(`vocabulary.searchPurpose.${one}.label`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Behalf asking={asking} onChoose={choose} />
    </fieldset>
  );
}

/** For whom, as one closed list: oneself, a body outside, an agency of the task force, a colleague. */
function Behalf({ asking, onChoose }: { asking: Asking; onChoose: (next: Asking) => void }) {
  const { t } = useWords();
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {} }));
  const options = [
    { id: 'self', label: t('search.behalf.self') },
    ...searchBodies.map((body) => ({
      id: `outside ${body}`,
      label: t(`vocabulary.searchBody.${body}.label`),
    })),
    ...(people.data?.agencies ?? []).map((agency) => ({ id: `agency ${agency.id}`, label: agency.name })),
    ...(people.data?.colleagues ?? []).map((one) => ({
      id: `colleague ${one.id}`,
      label: one.displayName,
      description: one.agencyName,
    })),
  ];
  return (
    <Select
      label={t('search.behalf.label')}
      width="medium"
      required
      options={options}
      value={idOf(asking.onBehalf)}
      onChange={(id) => onChoose({ ...asking, onBehalf: behalfOf(id) })}
      placeholder={t('search.behalf.self')}
    />
  );
}

function idOf(behalf: OnBehalf): string {
  if (behalf.kind === 'outside') return `outside ${behalf.body}`;
  if (behalf.kind === 'agency') return `agency ${behalf.agencyId}`;
  return behalf.kind === 'colleague' ? `colleague ${behalf.accountId}` : 'self';
}

function behalfOf(id: string): OnBehalf {
  const [kind, what = ''] = id.split(' ');
  if (kind === 'outside') return { kind, body: what as (typeof searchBodies)[number] };
  if (kind === 'agency') return { kind, agencyId: what };
  return kind === 'colleague' ? { kind, accountId: what } : { kind: 'self' };
}

function BehalfName({ of }: { of: OnBehalf }) {
  const { t } = useWords();
  const known = of.kind === 'agency' || of.kind === 'colleague';
  const people = useQuery({ ...api.identity.colleagues.queryOptions({ input: {} }), enabled: known });
  if (of.kind === 'self') return t('search.behalf.forSelf');
  if (of.kind === 'outside')
    return t('search.behalf.for', { whom: t(`vocabulary.searchBody.${of.body}.label`) });
  const name =
    of.kind === 'agency'
      ? people.data?.agencies.find((agency) => agency.id === of.agencyId)?.name
      : people.data?.colleagues.find((one) => one.id === of.accountId)?.displayName;
  return t('search.behalf.for', { whom: name ?? '…' });
}
