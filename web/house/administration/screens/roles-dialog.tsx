import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../kit/identity/contract.ts';
import { client } from '../../../api.ts';
import { conflictOf, formProblems } from '../../../problem.ts';
import { roleName } from '../../../shell/role-name.ts';
import { Button, ConflictDialog, Dialog, Form, FormActions, Notice, toast } from '../../../ui/index.ts';
import { formatList, useWords } from '../../../words/index.ts';
import { accountsChanged } from './invite.tsx';
import { RoleChoice } from './role-choice.tsx';

type Current = { version: number; status: string; roles: string[] };

const same = (a: readonly string[], b: readonly string[]) =>
  a.toSorted().join(' ') === b.toSorted().join(' ');

/** Changes the roles of a person. When somebody else changed them meanwhile, both choices are shown. */
export function RolesDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const [began] = useState(account);
  const [roles, setRoles] = useState<string[]>(began.roles);
  const [other, setOther] = useState<Current | null>(null);
  const save = useMutation({
    mutationFn: (version: number) => change(began, roles, version),
    onSuccess: () => {
      toast({ text: t('administration.roles.done', { name: began.displayName }) });
      onClose();
    },
    onError: (error) => setOther((conflictOf(error)?.['current'] as Current | undefined) ?? null),
    onSettled: accountsChanged,
  });
  const named = (list: readonly string[]) =>
    list.length === 0
      ? t('administration.accounts.noRole')
      : formatList(list.map((role) => roleName(role, t)));
  return (
    <>
      <Dialog
        open
        onClose={onClose}
        title={t('administration.roles.title', { name: began.displayName })}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        <Form
          onSubmit={() => save.mutate(began.version)}
          problemsTitle={t('ui.problems')}
          {...(other ? {} : formProblems(save.error))}
        >
          <RoleChoice value={roles} onChange={setRoles} />
          {roles.length === 0 && <Notice tone="warn">{t('administration.roles.none')}</Notice>}
          <FormActions>
            <Button
              look="primary"
              type="submit"
              pending={save.isPending}
              isDisabled={same(roles, began.roles)}
            >
              {t('administration.roles.save')}
            </Button>
            <Button onPress={onClose}>{t('ui.cancel')}</Button>
          </FormActions>
        </Form>
      </Dialog>
      {other && (
        <ConflictDialog
          open
          title={t('administration.roles.conflict', { name: began.displayName })}
          other={t('administration.roles.conflictOther')}
          values={[
            {
              path: 'roles',
              label: t('administration.accounts.roles'),
              before: named(began.roles),
              mine: named(roles),
              theirs: named(other.roles),
            },
          ]}
          pending={save.isPending}
          onBack={() => setOther(null)}
          onResolve={({ roles: side }) => (side === 'theirs' ? onClose() : save.mutate(other.version))}
        />
      )}
    </>
  );
}

/** Sets the roles; a change of anything else of the account meanwhile is no conflict about roles. */
async function change(began: Account, roles: string[], version: number): Promise<unknown> {
  const set = (seen: number) => client.identity.changeRoles({ accountId: began.id, version: seen, roles });
  try {
    return await set(version);
  } catch (error) {
    const current = conflictOf(error)?.['current'] as Current | undefined;
    if (current && version === began.version && same(current.roles, began.roles)) return set(current.version);
    throw error;
  }
}
