import type { ComponentType } from 'react';
import { useWords } from '../../words/index.ts';
import styles from './sign-in.module.css';

export interface Way {
  kind: 'password' | 'passkey' | 'single_sign_on';
  label: string;
}

/**
 * How each further way of signing in is drawn. Passkeys and single sign-on register here; a way that the
 * server offers and this version does not know is left out.
 */
const WAYS: Partial<Record<Way['kind'], ComponentType<{ way: Way }>>> = {};

/** The other ways to sign in that the server offers. */
export function OtherWays({ methods }: { methods: readonly Way[] }) {
  const { t } = useWords();
  const known = methods.flatMap((way) => {
    const Draw = WAYS[way.kind];
    return Draw ? [<Draw key={`${way.kind} ${way.label}`} way={way} />] : [];
  });
  if (known.length === 0) return null;
  return (
    <section className={styles['others']} aria-label={t('signIn.others')}>
      <h2>{t('signIn.others')}</h2>
      {known}
    </section>
  );
}
