import { Wide } from '../../ui/index.ts';
import { useWords } from '../../words/index.ts';

/** Exactly what leaves, field by field, in the words in which it travels. */
export function Leaves({ body }: { body: Record<string, unknown> }) {
  const { t } = useWords();
  return (
    <Wide label={t('offers.leaves.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('offers.leaves.field')}</th>
            <th scope="col">{t('offers.leaves.value')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(body).map(([field, value]) => (
            <tr key={field}>
              <th scope="row">
                <code>{field}</code>
              </th>
              <td>
                <code>{JSON.stringify(value)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
