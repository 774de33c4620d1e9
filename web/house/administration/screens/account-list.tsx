import { useQuery } from '@tanstack/react-query';
import { ReadFailed } from '../../../unread.tsx';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Account } from '../../../../kit/identity/contract.ts';
import { api } from '../../../api.ts';
import { useListState } from '../../../list-state.ts';
import type { ListVocabulary } from '../../../list-state.ts';
import { roleName } from '../../../shell/role-name.ts';
import { Button, DataList, EmptyState, FilterBar, Status, useNow } from '../../../ui/index.ts';
import type { Column, Facet, Tone } from '../../../ui/index.ts';
import { formatDistance, formatMoment, useWords } from '../../../words/index.ts';
import type { Translate } from '../../../words/index.ts';
import { AccountActions } from './account-actions.tsx';
import { chosenAccounts } from './chosen-accounts.ts';
import { AdministrationFrame } from './frame.tsx';
import { InviteDialog } from './invite.tsx';
import styles from './administration.module.css';
import { ListTools } from '../../list-tools.tsx';

const STATUSES = ['active', 'invited', 'suspended', 'closed'] as const;
const TONES: Record<Account['status'], Tone> = {
  active: 'good',
  invited: 'neutral',
  suspended: 'warn',
  closed: 'muted',
};
const PER_PAGE = 50;

/** Who may sign in, as what, and who should not any more. */
export default function AccountList() {
  const { t } = useWords();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as Record<string, unknown>)['dialog'] === 'invite';
  const [inviting, setInviting] = useState(false);
  const [find, setFind] = useState('');
  const now = useNow();
  const accounts = useQuery(api.identity.accounts.queryOptions({ input: {} }));
  const facets = useFacets(t, accounts.data);
  const words = useVocabulary(facets);
  const list = useListState(words);
  const chosen = useMemo(
    () => accounts.data && chosenAccounts(accounts.data.accounts, { find, ...list }),
    [accounts.data, find, list],
  );
  const from = (list.page - 1) * PER_PAGE;
  const rows = chosen?.slice(from, from + PER_PAGE);
  const close = () => {
    setInviting(false);
    if (asked) void navigate({ to: '/administration' as never, replace: true });
  };
  return (
    <AdministrationFrame
      part="accounts"
      actions={
        <Button look="primary" icon="plus" onPress={() => setInviting(true)}>
          {t('administration.invite.command')}
        </Button>
      }
    >
      {accounts.isError ? (
        <ReadFailed query={accounts} />
      ) : (
        <DataList
          id="administration.accounts"
          label={t('administration.accounts.title')}
          columns={columnsOf(t, now)}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => row.displayName}
          sort={list.sort}
          onSort={(sort) => list.set({ sort })}
          tools={
            <div className={styles['tools']}>
              <span className={styles['find']}>
                <input
                  type="search"
                  aria-label={t('administration.accounts.find')}
                  placeholder={t('administration.accounts.find')}
                  value={find}
                  onChange={(event) => setFind(event.target.value)}
                  autoComplete="off"
                  spellCheck={false}
                />
              </span>
              <ListTools
                list="accounts"
                words={words}
                state={list}
                filter={{}}
                permission="accounts.manage"
                {...(chosen && chosen.length < (accounts.data?.accounts.length ?? 0)
                  ? { marked: new Set(chosen.map((one) => one.id)) }
                  : {})}
              />
              <FilterBar
                facets={facets}
                chosen={list.chosen}
                onChange={(next) => list.set({ chosen: next, view: undefined })}
              />
            </div>
          }
          empty={
            <EmptyState icon="people" title={t('administration.accounts.none')}>
              {t('administration.accounts.noneHint')}
            </EmptyState>
          }
          page={{
            from: from + 1,
            shown: rows?.length ?? 0,
            total: chosen?.length ?? 0,
            onPrevious: from > 0 ? () => list.set({ page: list.page - 1 }) : undefined,
            onNext:
              from + PER_PAGE < (chosen?.length ?? 0) ? () => list.set({ page: list.page + 1 }) : undefined,
          }}
        />
      )}
      <InviteDialog open={inviting || asked} onClose={close} />
    </AdministrationFrame>
  );
}

type Accounts = { accounts: Account[]; roles: { role: string }[] } | undefined;

function useFacets(t: Translate, data: Accounts): Facet[] {
  return useMemo(() => {
    const agencies = new Map((data?.accounts ?? []).map((one) => [one.agencyId, one.agencyName]));
    return [
      {
        id: 'status',
        label: t('administration.accounts.status'),
        options: STATUSES.map((id) => ({ id, label: t(`administration.status.${id}`) })),
      },
      {
        id: 'role',
        label: t('administration.accounts.roles'),
        options: (data?.roles ?? []).map(({ role }) => ({ id: role, label: roleName(role, t) })),
      },
      {
        id: 'agency',
        label: t('administration.accounts.agency'),
        options: [...agencies].map(([id, label]) => ({ id, label })),
      },
    ];
  }, [t, data]);
}

function useVocabulary(facets: Facet[]): ListVocabulary {
  return useMemo(
    () => ({
      facets: Object.fromEntries(facets.map((one) => [one.id, one.options.map((option) => option.id)])),
      sorts: ['name', 'agency', 'status', 'signedIn'],
      defaultSort: { by: 'name', descending: false },
    }),
    [facets],
  );
}

function columnsOf(t: Translate, now: Date): Column<Account>[] {
  return [
    {
      id: 'name',
      label: t('administration.accounts.name'),
      primary: true,
      sortable: true,
      cell: (row) => (
        <span className={styles['person']}>
          {row.displayName}
          <span>{row.email}</span>
        </span>
      ),
    },
    {
      id: 'agency',
      label: t('administration.accounts.agency'),
      sortable: true,
      cell: (row) => row.agencyName,
    },
    {
      id: 'roles',
      label: t('administration.accounts.roles'),
      cell: (row) =>
        row.roles.length === 0 ? (
          t('administration.accounts.noRole')
        ) : (
          <span className={styles['roles']}>
            {row.roles.map((role) => (
              <span key={role}>{roleName(role, t)}</span>
            ))}
          </span>
        ),
    },
    {
      id: 'status',
      label: t('administration.accounts.status'),
      sortable: true,
      cell: (row) => <Standing account={row} now={now} />,
    },
    {
      id: 'signedIn',
      label: t('administration.accounts.signedIn'),
      sortable: true,
      nowrap: true,
      cell: (row) =>
        row.lastSignedInAt === null ? (
          t('administration.accounts.never')
        ) : (
          <time dateTime={row.lastSignedInAt} title={formatMoment(row.lastSignedInAt)}>
            {formatDistance(row.lastSignedInAt, now)}
          </time>
        ),
    },
    {
      id: 'actions',
      label: t('administration.accounts.actions'),
      align: 'end',
      cell: (row) => <AccountActions account={row} />,
    },
  ];
}

/** The state of an account, and of the invitation that waits for its person. */
function Standing({ account, now }: { account: Account; now: Date }) {
  const { t } = useWords();
  const waits = account.invitedUntil !== null && account.status === 'invited';
  const over = waits && new Date(account.invitedUntil ?? now) < now;
  return (
    <span className={styles['person']}>
      <Status tone={over ? 'warn' : TONES[account.status]}>
        {over ? t('administration.accounts.expired') : t(`administration.status.${account.status}`)}
      </Status>
      {waits && !over && (
        <span>
          {t('administration.accounts.until', { when: formatDistance(account.invitedUntil ?? now, now) })}
        </span>
      )}
    </span>
  );
}
