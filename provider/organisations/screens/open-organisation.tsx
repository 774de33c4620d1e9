import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client as ask } from '../../../web/api-provider.ts';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import { InvitationCode, type Invited } from '../../../web/house/administration/screens/invitation-code.tsx';
import styles from '../../../web/house/administration/screens/administration.module.css';
import { formProblems } from '../../../web/problem.ts';
import { Button, Card, Form, FormActions, Notice, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

const EMPTY = { name: '', shortName: '', administratorName: '', administratorEmail: '' };

/** Opens another organisation: its name and its first administrator, who gets a code that is shown once. */
export default function OpenOrganisation() {
  const { t } = useWords();
  const [value, setValue] = useState(EMPTY);
  const [invited, setInvited] = useState<Invited | null>(null);
  const set = (part: Partial<typeof EMPTY>) => setValue({ ...value, ...part });
  const open = useMutation({
    mutationFn: () => ask.organisations.open(value),
    onSuccess: ({ invitation, expiresAt }) => {
      setInvited({ name: value.administratorName, email: value.administratorEmail, invitation, expiresAt });
      setValue(EMPTY);
    },
  });
  const field = (name: keyof typeof EMPTY, more: { hint?: string; type?: 'email'; maxLength: number }) => (
    <TextField
      name={name}
      label={t(`organisations.${name}`)}
      autoComplete="off"
      value={value[name]}
      onChange={(text) => set({ [name]: text })}
      {...more}
    />
  );
  return (
    <AdministrationFrame part="organisations">
      <div className={styles['narrow']}>
        <Card title={t(invited ? 'administration.code.title' : 'organisations.open')}>
          {invited ? (
            <InvitationCode invited={invited} onDone={() => setInvited(null)} />
          ) : (
            <Form
              label={t('organisations.open')}
              onSubmit={() => open.mutate()}
              problemsTitle={t('ui.problems')}
              {...formProblems(open.error)}
            >
              <Notice>{t('organisations.wall')}</Notice>
              {field('name', { maxLength: 200 })}
              {field('shortName', { maxLength: 40, hint: t('organisations.shortHint') })}
              {field('administratorName', { maxLength: 120 })}
              {field('administratorEmail', {
                maxLength: 254,
                type: 'email',
                hint: t('organisations.emailHint'),
              })}
              <FormActions>
                <Button look="primary" type="submit" pending={open.isPending}>
                  {t('organisations.open')}
                </Button>
              </FormActions>
            </Form>
          )}
        </Card>
      </div>
    </AdministrationFrame>
  );
}
