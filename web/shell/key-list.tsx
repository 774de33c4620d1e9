import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { shownKeys, useKeyGroups } from '../ui/keys.ts';
import { useWords } from '../words/index.ts';
import styles from './key-list.module.css';

/** Every key that works on this page, by group. */
export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const groups = useKeyGroups();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('shell.keys.title')}
      closeLabel={t('ui.close')}
      shape="wide"
    >
      <p className={styles['lead']}>{t('shell.keys.lead')}</p>
      <div className={styles['groups']}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.bindings.map((binding) => (
                <div key={binding.keys}>
                  <dt>{binding.label}</dt>
                  <dd>
                    <KeyHint keys={shownKeys(binding.keys)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
