import { Button, FormActions, Notice, Stack, toast } from '../../../ui/index.ts';
import { formatMoment, useWords } from '../../../words/index.ts';
import styles from './administration.module.css';

/** Something shown once: large, to copy and to print, with what to do with it. */
export function ShownOnce({
  label,
  secret,
  copied,
  long,
}: {
  label: string;
  secret: string;
  copied: string;
  long?: boolean;
}) {
  const { t } = useWords();
  const copy = () => void navigator.clipboard.writeText(secret).then(() => toast({ text: copied }));
  return (
    <div className={styles['once']}>
      <span className={styles['once-label']}>{label}</span>
      <code className={long ? styles['long'] : styles['code']}>{secret}</code>
      <div data-no-print className={styles['once-actions']}>
        <Button icon="copy" size="small" onPress={copy}>
          {t('administration.copy')}
        </Button>
        <Button icon="print" size="small" onPress={() => print()}>
          {t('administration.print')}
        </Button>
      </div>
    </div>
  );
}

export interface Invited {
  name: string;
  email: string;
  invitation: string;
  expiresAt: string;
}

/** The code of an invitation and what to tell the person. */
export function InvitationCode({ invited, onDone }: { invited: Invited; onDone: () => void }) {
  const { t } = useWords();
  const steps = ['open', 'choose', 'password', 'app'] as const;
  return (
    <div data-print-alone>
      <Stack>
        <p>{t('administration.code.lead', { name: invited.name })}</p>
        <ShownOnce
          label={t('administration.code.label')}
          secret={invited.invitation}
          copied={t('administration.code.copied')}
        />
        <p>{t('administration.code.until', { when: formatMoment(invited.expiresAt) })}</p>
        <div>
          <h3>{t('administration.code.tell')}</h3>
          <ol className={styles['steps']}>
            {steps.map((step) => (
              <li key={step}>
                {t(`administration.code.step.${step}`, { address: location.origin, email: invited.email })}
              </li>
            ))}
          </ol>
        </div>
        <Notice tone="warn">{t('administration.code.warning')}</Notice>
        <div data-no-print>
          <FormActions>
            <Button look="primary" onPress={onDone}>
              {t('administration.done')}
            </Button>
          </FormActions>
        </div>
      </Stack>
    </div>
  );
}
