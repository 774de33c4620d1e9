import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import { roleName } from '../../../shell/role-name.ts';
import { CheckboxGroup } from '../../../ui/index.ts';
import { knows, useWords } from '../../../words/index.ts';
import styles from './administration.module.css';

/** Those who work cases first, those who keep the house last. */
const USUAL: readonly string[] = [
  'commander',
  'investigator',
  'analyst',
  'prosecutor',
  'labor_inspector',
  'victim_specialist',
  'outreach_coordinator',
  'records_officer',
  'auditor',
  'account_administrator',
];

/** The roles of this installation, each with what it opens. */
export function RoleChoice({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (roles: string[]) => void;
}) {
  const { t } = useWords();
  const { data } = useQuery(api.identity.accounts.queryOptions({ input: {} }));
  const described = (role: string) => {
    const key = `administration.role.${role}`;
    return knows(key) ? { description: t(key) } : {};
  };
  const known = (data?.roles ?? []).map(({ role }) => role);
  const ordered = [
    ...USUAL.filter((role) => known.includes(role)),
    ...known.filter((role) => !USUAL.includes(role)),
  ];
  return (
    <div className={styles['whole']}>
      <CheckboxGroup
        label={t('administration.accounts.roles')}
        hint={t('administration.rolesHint')}
        name="roles"
        columns={2}
        value={value}
        onChange={onChange}
        options={ordered.map((role) => ({ id: role, label: roleName(role, t), ...described(role) }))}
      />
    </div>
  );
}
