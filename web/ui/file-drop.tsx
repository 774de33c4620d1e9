import { DropZone, FileTrigger } from 'react-aria-components';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './file-drop.module.css';

/** A place for files: drop, press or paste. The button does everything that dropping does. */
export function FileDrop({
  label,
  buttonLabel,
  hint,
  accept,
  multiple,
  onFiles,
}: {
  label: string;
  buttonLabel: string;
  /** Kinds and the largest size, in words. */
  hint: ReactNode;
  /** Extensions or types the file chooser offers, such as `.csv`. */
  accept?: readonly string[];
  multiple?: boolean;
  onFiles: (files: File[]) => void;
}) {
  return (
    <DropZone
      aria-label={label}
      className={styles['drop'] ?? ''}
      onDrop={(event) => {
        const dropped = event.items.filter((item) => item.kind === 'file');
        void Promise.all(dropped.slice(0, multiple ? undefined : 1).map((item) => item.getFile())).then(
          onFiles,
        );
      }}
    >
      <Icon name="import" size={24} />
      <p className={styles['label']}>{label}</p>
      <p className={styles['hint']}>{hint}</p>
      <FileTrigger
        allowsMultiple={multiple ?? false}
        {...(accept === undefined ? {} : { acceptedFileTypes: accept })}
        onSelect={(list) => list && onFiles([...list])}
      >
        <Button>{buttonLabel}</Button>
      </FileTrigger>
    </DropZone>
  );
}
