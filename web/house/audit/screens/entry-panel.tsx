import type { AuditEntry } from '../../../../kit/audit/contract.ts';
import { useCan } from '../../../session.ts';
import { ButtonLink, Facts, SidePanel, Stack } from '../../../ui/index.ts';
import { formatNumber, useWords } from '../../../words/index.ts';
import { nameOf, pageOf } from './names.ts';
import styles from './audit.module.css';

/** One entry whole: who, what, to the hundredth of a second, and the closed words it holds. */
export function EntryPanel({ entry, onClose }: { entry: AuditEntry | undefined; onClose: () => void }) {
  const { t } = useWords();
  const can = useCan();
  if (!entry) return null;
  const { account, scope } = entry;
  const page = scope ? pageOf(scope.table, scope.id, can) : undefined;
  const details = Object.entries(entry.detail);
  return (
    <SidePanel
      open
      title={nameOf(t, 'action', entry.action)}
      closeLabel={t('ui.close')}
      onClose={onClose}
      actions={
        scope && (
          <>
            <ButtonLink size="small" href={`/audit/records/${scope.table}/${scope.id}`}>
              {t('audit.entry.whole')}
            </ButtonLink>
            {page !== undefined && (
              <ButtonLink size="small" href={page}>
                {t('audit.entry.open')}
              </ButtonLink>
            )}
          </>
        )
      }
    >
      <Stack>
        <Facts
          empty={t('ui.nothing')}
          facts={[
            { label: t('audit.column.at'), value: exactly(entry.at) },
            {
              label: t('audit.column.who'),
              value: account ? `${account.displayName}, ${account.agency}` : t('audit.nobody'),
            },
            { label: t('audit.column.outcome'), value: nameOf(t, 'outcome', entry.outcome) },
            { label: t('audit.column.table'), value: entry.table && nameOf(t, 'table', entry.table) },
            { label: t('audit.entry.count'), value: formatNumber(entry.count) },
            { label: t('audit.entry.number'), value: formatNumber(entry.id) },
          ]}
        />
        {details.length > 0 && (
          <Facts
            empty={t('ui.nothing')}
            facts={details.map(([label, value]) => ({
              label: label.replaceAll('_', ' '),
              value: detailOf(value),
            }))}
          />
        )}
        {entry.ids.length > 0 && (
          <div>
            <h3 className={styles['small-head']}>{t('audit.entry.ids')}</h3>
            <ul className={styles['ids']}>
              {entry.ids.slice(0, 20).map((id) => (
                <li key={id}>
                  <code>{id}</code>
                </li>
              ))}
              {entry.count > 20 && <li>{t('audit.entry.more', { n: entry.count - 20 })}</li>}
            </ul>
          </div>
        )}
      </Stack>
    </SidePanel>
  );
}

/** Day and time in UTC to the hundredth of a second, as the audit counts. */
function exactly(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 22)} UTC`;
}

/** A closed word, number or list of them as it stands in the entry. */
function detailOf(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('_', ' ');
  if (Array.isArray(value)) return value.map(detailOf).join(', ');
  return JSON.stringify(value);
}
