import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.tsx';
import { useWords } from '../../words/index.ts';
import styles from './sign-in.module.css';

/** The codes for a lost phone, shown this once. One goes on after saying that they are kept. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useWords();
  const [kept, setKept] = useState(false);
  const copy = () =>
    void navigator.clipboard
      .writeText(codes.join('\n'))
      .then(() => toast({ text: t('signIn.codes.copied') }));
  return (
    <Form onSubmit={() => (kept ? onDone() : undefined)} problemsTitle={t('ui.problems')}>
      <ol className={styles['codes']}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <FormActions>
        <Button icon="print" onPress={() => print()}>
          {t('signIn.codes.print')}
        </Button>
        <Button icon="copy" onPress={copy}>
          {t('signIn.codes.copy')}
        </Button>
      </FormActions>
      <Checkbox checked={kept} onChange={setKept}>
        {t('signIn.codes.kept')}
      </Checkbox>
      <FormActions>
        <Button look="primary" type="submit" isDisabled={!kept}>
          {t('signIn.codes.done')}
        </Button>
      </FormActions>
    </Form>
  );
}
