import { Suspense, lazy } from 'react';
import { rooms } from '../rooms.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Notice, Skeleton } from '../ui/surface.tsx';
import { loadRoomWords, useWords } from '../words/index.ts';

const room = rooms.find((one) => one.danger);

/** The form that a room brings for it, with that room's words. */
const Form =
  room?.danger &&
  lazy(async () => {
    await Promise.all([room.room, ...(room.words ?? [])].map(loadRoomWords));
    return room.danger?.() ?? { default: () => null };
  });

/** One press from any screen. The sentence about emergency dispatch comes first, whatever room fills the rest. */
export function DangerDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog open={open} onClose={onClose} title={t('shell.danger.title')} closeLabel={t('ui.close')} urgent>
      <Notice tone="danger">{Form ? t('shell.danger.call') : t('shell.danger.missing')}</Notice>
      {Form && (
        <Suspense fallback={<Skeleton label={t('shell.loading')} lines={5} />}>
          <Form onDone={onClose} onCancel={onClose} />
        </Suspense>
      )}
    </Dialog>
  );
}
