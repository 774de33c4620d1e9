import { Stack } from '../ui/index.ts';
import { DraftSample } from './draft-sample.tsx';
import { Fields } from './fields.tsx';
import { Lists } from './lists.tsx';
import { Overlays } from './overlays.tsx';
import { Pages } from './pages.tsx';
import styles from './gallery.module.css';

/** Every part of the ui kit in its states. For looking and for the accessibility tests; never delivered. */
export function Gallery() {
  return (
    <main className={styles['gallery']}>
      <Stack gap="large">
        <Pages />
        <Lists />
        <Fields />
        <Overlays />
        <DraftSample />
      </Stack>
    </main>
  );
}
