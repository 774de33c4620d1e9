import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { client } from '../api.ts';
import { openGate } from '../gates.ts';
import { formProblems, problemOf } from '../problem.ts';
import { signOut, useSession } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Form, FormActions } from '../ui/form.tsx';
import { useWords } from '../words/index.ts';
import { useDemoFactors } from './demo-factors.ts';
import { Mark } from './mark.tsx';
import styles from './lock-screen.module.css';

/** Covers everything until the password is given. The page beneath stays mounted with what was typed. */
export function LockScreen() {
  const { t } = useWords();
  const { data: me } = useSession();
  const [password, setPassword] = useState('');
  const demo = useDemoFactors(me?.installation.demo === true);
  const unlock = useMutation({
    mutationFn: () => client.identity.unlock({ password }),
    onSuccess: () => openGate('lock', true),
    onError: (error) => {
      setPassword('');
      if (problemOf(error).code === 'not_signed_in') openGate('lock', false);
    },
  });
  useEffect(() => {
    const before = document.title;
    document.title = `${t('shell.lock.title')} · ${t('shell.product')}`;
    return () => {
      document.title = before;
    };
  }, [t]);
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled className={styles['screen'] ?? ''}>
      <Modal className={styles['modal'] ?? ''}>
        <AriaDialog className={styles['dialog'] ?? ''}>
          <Mark size={36} />
          <Heading slot="title" level={1}>
            {t('shell.lock.title')}
          </Heading>
          {me && <p className={styles['who']}>{me.account.displayName}</p>}
          <p className={styles['lead']}>{t('shell.lock.lead')}</p>
          {demo && <p className={styles['lead']}>{t('signIn.demo.password', { password: demo.password })}</p>}
          <Form
            onSubmit={() => unlock.mutate()}
            problemsTitle={t('ui.problems')}
            {...formProblems(unlock.error)}
          >
            <TextField
              label={t('shell.lock.password')}
              name="password"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              autoFocus
            />
            <FormActions>
              <Button look="primary" type="submit" pending={unlock.isPending}>
                {t('shell.lock.unlock')}
              </Button>
              <Button look="quiet" onPress={() => void signOut()}>
                {t('shell.lock.signOut')}
              </Button>
            </FormActions>
          </Form>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
