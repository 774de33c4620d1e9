import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  /** `wide` for comparing and previewing; `side` comes from the edge and leaves the place in sight. */
  shape?: 'regular' | 'wide' | 'side';
  /** A red edge: for danger and nothing else. */
  urgent?: boolean;
  /** Cannot be left by Escape or a press outside (lock screen, a running step). */
  locked?: boolean;
  children: ReactNode;
}

/** A modal dialog: focus goes in, stays in, and comes back to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  closeLabel,
  shape = 'regular',
  urgent,
  locked,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable={false}
      isKeyboardDismissDisabled={locked ?? false}
      className={cx(styles['veil'], shape === 'side' && styles['veil-side'])}
    >
      <Modal className={cx(styles['modal'], styles[shape], urgent && styles['urgent'])}>
        <AriaDialog className={styles['dialog'] ?? ''}>
          <header className={styles['head']}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!locked && <IconButton icon="close" label={closeLabel} size="small" onPress={onClose} />}
          </header>
          <div className={styles['body']}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface AlertDialogProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** The action, named by its verb ("Close the case"), never "OK". */
  confirmLabel: string;
  cancelLabel: string;
  onConfirm: () => void;
  onCancel: () => void;
  harmful?: boolean;
  pending?: boolean;
}

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function AlertDialog(props: AlertDialogProps) {
  const { open, title, children, confirmLabel, cancelLabel, onConfirm, onCancel, harmful, pending } = props;
  return (
    <ModalOverlay isOpen={open} onOpenChange={(next) => !next && onCancel()} className={styles['veil'] ?? ''}>
      <Modal className={cx(styles['modal'], styles['small'])}>
        <AriaDialog role="alertdialog" className={styles['dialog'] ?? ''}>
          <header className={styles['head']}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
          </header>
          <div className={styles['body']}>{children}</div>
          <footer className={styles['foot']}>
            <Button onPress={onCancel} autoFocus>
              {cancelLabel}
            </Button>
            <Button look={harmful ? 'danger' : 'primary'} onPress={onConfirm} pending={pending ?? false}>
              {confirmLabel}
            </Button>
          </footer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
