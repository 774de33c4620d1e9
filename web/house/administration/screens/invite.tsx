import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../api.ts';
import { useDraft } from '../../../drafts.ts';
import { formProblems } from '../../../problem.ts';
import { Button, Dialog, Form, FormActions, Select, TextField } from '../../../ui/index.ts';
import type { FieldProblem } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { InvitationCode, type Invited } from './invitation-code.tsx';
import { RoleChoice } from './role-choice.tsx';

const EMPTY = { displayName: '', email: '', agencyId: '', roles: [] as string[] };

/** Reads the accounts anew after a change of one. */
export const accountsChanged = () => queries.invalidateQueries({ queryKey: api.identity.accounts.key() });

/** Invites a person: who, of which agency, in which roles; then the code, once. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const [invited, setInvited] = useState<Invited | null>(null);
  const leave = () => {
    setInvited(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={leave}
      title={invited ? t('administration.code.title') : t('administration.invite.title')}
      closeLabel={t('ui.close')}
      shape={invited ? 'regular' : 'wide'}
    >
      {invited ? (
        <InvitationCode invited={invited} onDone={leave} />
      ) : (
        <InviteForm onInvited={setInvited} onCancel={leave} />
      )}
    </Dialog>
  );
}

function InviteForm({
  onInvited,
  onCancel,
}: {
  onInvited: (invited: Invited) => void;
  onCancel: () => void;
}) {
  const { t } = useWords();
  const draft = useDraft('administration.invite', EMPTY);
  const given = draft.value;
  const put = <Name extends keyof typeof EMPTY>(name: Name, value: (typeof EMPTY)[Name]) =>
    draft.setValue((before) => ({ ...before, [name]: value }));
  const agencies = useQuery(api.identity.colleagues.queryOptions({ input: {} })).data?.agencies ?? [];
  const invite = useMutation({
    mutationFn: () => client.identity.invite(given),
    onSuccess: ({ invitation, expiresAt }) => {
      void accountsChanged();
      draft.discard();
      onInvited({ name: given.displayName, email: given.email, invitation, expiresAt });
    },
  });
  const [missing, setMissing] = useState<FieldProblem[] | null>(null);
  const submit = () => {
    const found = [
      ...(given.agencyId === ''
        ? [{ path: 'agencyId', remedy: t('administration.invite.agencyMissing') }]
        : []),
      ...(given.roles.length === 0
        ? [{ path: 'roles', remedy: t('administration.invite.rolesMissing') }]
        : []),
    ].map((one) => ({ ...one, problem: 'required' }));
    setMissing(found.length > 0 ? found : null);
    if (found.length === 0) invite.mutate();
  };
  return (
    <Form
      onSubmit={submit}
      problemsTitle={t('ui.problems')}
      {...(missing ? { problems: missing } : formProblems(invite.error))}
      columns={2}
    >
      <TextField
        label={t('administration.invite.name')}
        hint={t('administration.invite.nameHint')}
        name="displayName"
        value={given.displayName}
        onChange={(value) => put('displayName', value)}
        autoComplete="off"
        autoFocus
      />
      <TextField
        label={t('administration.invite.email')}
        hint={t('administration.invite.emailHint')}
        name="email"
        type="email"
        value={given.email}
        onChange={(value) => put('email', value)}
        autoComplete="off"
      />
      <Select
        label={t('administration.accounts.agency')}
        name="agencyId"
        placeholder={t('ui.choose')}
        width="full"
        value={given.agencyId === '' ? null : given.agencyId}
        onChange={(value) => put('agencyId', value)}
        options={agencies.map((one) => ({ id: one.id, label: one.name }))}
      />
      <RoleChoice value={given.roles} onChange={(value) => put('roles', value)} />
      <FormActions>
        <Button look="primary" type="submit" pending={invite.isPending}>
          {t('administration.invite.submit')}
        </Button>
        <Button onPress={onCancel}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
