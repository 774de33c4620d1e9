import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { CheckboxGroup } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** Providers to tell, with how each is reached and how many beds it said it has. */
export function ProviderChoice({
  chosen,
  onChange,
  without = [],
}: {
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  without?: readonly string[];
}) {
  const { t } = useWords();
  const rows = useQuery(api.providers.list.queryOptions({ input: {} })).data?.rows ?? [];
  const room = (capacity: (typeof rows)[number]['capacity']) => {
    if (!capacity) return t('providers.noCapacity');
    if (capacity.expired) return t('providers.bedsOld');
    return t('providers.beds', { count: Object.values(capacity.beds).reduce((sum, free) => sum + free, 0) });
  };
  return (
    <CheckboxGroup
      label={t('standby.field.providers')}
      hint={t('standby.field.providersHint')}
      name="providerIds"
      options={rows
        .filter(({ id }) => !without.includes(id))
        .map((one) => ({
          id: one.id,
          label: one.name,
          description: `${t(`providers.channel.${one.channel}`)} · ${room(one.capacity)}`,
        }))}
      value={chosen}
      onChange={onChange}
      columns={2}
    />
  );
}
