import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { Select, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** Chooses a client by alias or number; what is typed travels in the body of the request. */
export function ClientChoice({
  name,
  value,
  onChange,
}: {
  name: string;
  value: string | null;
  onChange: (clientId: string) => void;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const find = useDeferredValue(typed.trim());
  const found = useQuery(
    api.clients.list.queryOptions({
      input: { find, sort: 'alias', descending: false },
      placeholderData: keepPreviousData,
    }),
  );
  const options = (found.data?.rows ?? []).map((row) => ({
    id: row.id,
    label: `${row.alias} · ${row.number}`,
  }));
  return (
    <>
      <TextField
        label={t('reports.choose.find')}
        type="search"
        autoComplete="off"
        required={false}
        maxLength={80}
        value={typed}
        onChange={setTyped}
      />
      <Select
        label={t('reports.choose.client')}
        name={name}
        placeholder={t('ui.choose')}
        options={options}
        value={value}
        onChange={onChange}
      />
    </>
  );
}
