import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../kit/identity/contract.ts';
import { client } from '../../../api.ts';
import { conflictOf, problemOf } from '../../../problem.ts';
import { useMe } from '../../../session.ts';
import { AlertDialog, Dialog, IconButton, Menu, Notice, toast } from '../../../ui/index.ts';
import type { MenuAction } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { InvitationCode, type Invited } from './invitation-code.tsx';
import { accountsChanged } from './invite.tsx';
import { RolesDialog } from './roles-dialog.tsx';

type Act = 'roles' | 'invite' | 'suspend' | 'reinstate';

/** What can be done with an account now. Nobody changes their own. */
function actsFor(account: Account, mine: boolean): Act[] {
  if (mine || account.status === 'closed') return [];
  if (account.status === 'suspended') return ['reinstate'];
  return ['roles', 'invite', 'suspend'];
}

/** The menu of one account and the dialogs behind it. */
export function AccountActions({ account }: { account: Account }) {
  const { t } = useWords();
  const mine = useMe().account.id === account.id;
  const [act, setAct] = useState<Act | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  const acts = actsFor(account, mine);
  if (acts.length === 0) return mine ? <span>{t('administration.accounts.you')}</span> : null;
  const again = account.status === 'active' ? 'reset' : 'invite';
  const actions: Record<Act, Omit<MenuAction, 'id' | 'onAction'>> = {
    roles: { icon: 'edit', label: t('administration.act.roles') },
    invite: { icon: 'refresh', label: t(`administration.act.${again}`) },
    suspend: { icon: 'lock', label: t('administration.act.suspend'), harmful: true },
    reinstate: { icon: 'check', label: t('administration.act.reinstate') },
  };
  const close = () => setAct(null);
  return (
    <>
      <Menu
        label={t('administration.accounts.actionsOf', { name: account.displayName })}
        trigger={
          <IconButton
            icon="more"
            size="small"
            label={t('administration.accounts.actionsOf', { name: account.displayName })}
          />
        }
        groups={[
          { id: 'acts', actions: acts.map((id) => ({ id, ...actions[id], onAction: () => setAct(id) })) },
        ]}
      />
      {act === 'roles' && <RolesDialog account={account} onClose={close} />}
      {act === 'invite' && (
        <Confirm
          account={account}
          words={again}
          run={async () => {
            const made = await client.identity.reinvite({ accountId: account.id });
            setInvited({ name: account.displayName, email: account.email, ...made });
          }}
          onClose={close}
        />
      )}
      {act === 'suspend' && (
        <Confirm account={account} words="suspend" run={() => suspend(account)} onClose={close} harmful />
      )}
      {act === 'reinstate' && (
        <Confirm
          account={account}
          words="reinstate"
          run={() => client.identity.reinstate({ accountId: account.id, version: account.version })}
          onClose={close}
        />
      )}
      <Dialog
        open={invited !== null}
        onClose={() => setInvited(null)}
        title={t('administration.code.title')}
        closeLabel={t('ui.close')}
      >
        {invited && <InvitationCode invited={invited} onDone={() => setInvited(null)} />}
      </Dialog>
    </>
  );
}

/** Disables at once: if somebody changed the account meanwhile, what was changed does not matter for this. */
async function suspend({ id, version }: Account): Promise<unknown> {
  try {
    return await client.identity.suspend({ accountId: id, version });
  } catch (error) {
    const current = conflictOf(error)?.['current'] as { version: number; status: string } | undefined;
    if (current === undefined) throw error;
    if (current.status === 'suspended') return undefined;
    return client.identity.suspend({ accountId: id, version: current.version });
  }
}

function Confirm({
  account,
  words,
  run,
  onClose,
  harmful,
}: {
  account: Account;
  words: 'suspend' | 'reinstate' | 'invite' | 'reset';
  run: () => Promise<unknown>;
  onClose: () => void;
  harmful?: boolean;
}) {
  const { t } = useWords();
  const act = useMutation({
    mutationFn: run,
    onSuccess: () => {
      if (words === 'suspend' || words === 'reinstate')
        toast({ text: t(`administration.confirm.${words}.done`, { name: account.displayName }) });
      onClose();
    },
    onSettled: accountsChanged,
  });
  return (
    <AlertDialog
      open
      title={t(`administration.confirm.${words}.title`, { name: account.displayName })}
      confirmLabel={t(`administration.confirm.${words}.do`)}
      cancelLabel={t('ui.cancel')}
      onConfirm={() => act.mutate()}
      onCancel={onClose}
      pending={act.isPending}
      {...(harmful ? { harmful } : {})}
    >
      <p>{t(`administration.confirm.${words}.text`)}</p>
      {act.isError && <Notice tone="danger">{problemOf(act.error).sentence}</Notice>}
    </AlertDialog>
  );
}
