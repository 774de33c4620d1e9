import { useMutation } from '@tanstack/react-query';
import { client } from '../../../api.ts';
import { problemOf } from '../../../problem.ts';
import { Button, FormActions, Notice, Stack, toast } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { bridgeChanged, type Pair } from './overview.ts';
import styles from './bridge.module.css';

/** The number that both administrators read to each other, and the two answers there are. */
export function ComparedNumber({ pair, onDiffers }: { pair: Pair; onDiffers: () => void }) {
  const { t } = useWords();
  const confirm = useMutation({
    mutationFn: () => client.bridge.confirm({ pairId: pair.id, fingerprint: pair.fingerprint }),
    onSuccess: async () => {
      toast({ text: t('bridge.compare.done', { name: pair.peerName }) });
      await bridgeChanged();
    },
  });
  return (
    <Stack>
      <p>{t('bridge.compare.lead', { name: pair.peerName })}</p>
      <div className={styles['once']}>
        <span className={styles['label']} id={`number-${pair.id}`}>
          {t('bridge.compare.number')}
        </span>
        <code className={styles['groups']} aria-labelledby={`number-${pair.id}`}>
          {pair.fingerprint.split(' ').map((group, i) => (
            <span key={i}>{group}</span>
          ))}
        </code>
      </div>
      <p>{t('bridge.compare.nothing')}</p>
      {confirm.isError && <Notice tone="danger">{problemOf(confirm.error).sentence}</Notice>}
      <FormActions>
        <Button look="primary" icon="check" pending={confirm.isPending} onPress={() => confirm.mutate()}>
          {t('bridge.compare.same')}
        </Button>
        <Button onPress={onDiffers}>{t('bridge.compare.differs')}</Button>
      </FormActions>
    </Stack>
  );
}
