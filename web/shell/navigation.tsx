import { useEffect, useRef } from 'react';
import { Link } from 'react-aria-components';
import type { Area } from '../rooms.ts';
import { useCan, useMe } from '../session.ts';
import { IconButton } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/index.ts';
import { wing } from '../wing.ts';
import { areasFor } from './areas.ts';
import { Mark } from './mark.tsx';
import styles from './navigation.module.css';

/** The areas open to the reader. On a phone it slides over the page and takes the focus. */
export function Navigation({
  open,
  onClose,
  current,
}: {
  open: boolean;
  onClose: () => void;
  current: Area | undefined;
}) {
  const { t } = useWords();
  const me = useMe();
  const can = useCan();
  const drawer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const before = document.activeElement;
    drawer.current?.querySelector<HTMLElement>('a')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [open]);
  return (
    <>
      {open && <div className={styles['veil']} onClick={onClose} aria-hidden="true" />}
      <div
        ref={drawer}
        className={cx(styles['drawer'], open && styles['open'])}
        onKeyDown={(event) => event.key === 'Escape' && open && onClose()}
      >
        <div className={styles['brand']}>
          <Mark />
          <span className={styles['name']}>
            <strong>{t(wing.name === 'provider' ? 'shell.productProvider' : 'shell.product')}</strong>
            <span>{me.installation.name}</span>
          </span>
          <span className={styles['close']}>
            <IconButton icon="close" label={t('ui.close')} onPress={onClose} />
          </span>
        </div>
        <nav aria-label={t('shell.areas')}>
          <ul className={styles['list']}>
            {areasFor(can).map((item) => (
              <li key={item.area}>
                <Link
                  href={item.to}
                  onPress={onClose}
                  className={cx(styles['item'], item.area === current && styles['current'])}
                  {...(item.area === current ? { 'aria-current': 'page' as const } : {})}
                >
                  <Icon name={item.icon} />
                  {t(`shell.nav.${item.area}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  );
}
