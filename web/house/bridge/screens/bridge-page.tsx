import { useState, type ReactNode } from 'react';
import { ReadFailed } from '../../../unread.tsx';
import { Button, Card, EmptyState, Notice, Row, Skeleton, Stack } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { AdministrationFrame } from '../../administration/screens/frame.tsx';
import { EnterCodeDialog } from './enter-code.tsx';
import { MakeCodeDialog } from './make-code.tsx';
import { type Overview, useOverview } from './overview.ts';
import { OwnEnd } from './own-end.tsx';
import { EndedPairs, PairCard } from './pair-card.tsx';
import { Refusals } from './refusals.tsx';
import styles from './bridge.module.css';

type Doing = 'making' | 'entering' | null;

/** The bridge to the other wing: our end, whom it is paired with, what passed and what was refused. */
export default function BridgePage() {
  const { t } = useWords();
  const [doing, setDoing] = useState<Doing>(null);
  const read = useOverview(doing !== null);
  const ways = <PairingWays onChoose={setDoing} />;
  const empty = read.data?.pairs.every((pair) => pair.state === 'ended');
  return (
    <AdministrationFrame part="bridge" {...(read.data && !empty ? { actions: ways } : {})}>
      {read.data ? (
        <Sides overview={read.data} ways={ways} />
      ) : read.isError ? (
        <ReadFailed query={read} />
      ) : (
        <Skeleton label={t('shell.loading')} lines={6} />
      )}
      {doing === 'making' && (
        <MakeCodeDialog
          pairs={read.data?.pairs ?? []}
          address={read.data?.end.address ?? null}
          onClose={() => setDoing(null)}
        />
      )}
      {doing === 'entering' && <EnterCodeDialog onClose={() => setDoing(null)} />}
    </AdministrationFrame>
  );
}

function PairingWays({ onChoose }: { onChoose: (doing: Doing) => void }) {
  const { t } = useWords();
  return (
    <Row>
      <Button look="primary" icon="plus" onPress={() => onChoose('making')}>
        {t('bridge.make.title')}
      </Button>
      <Button icon="link" onPress={() => onChoose('entering')}>
        {t('bridge.enter.title')}
      </Button>
    </Row>
  );
}

function Sides({ overview, ways }: { overview: Overview; ways: ReactNode }) {
  const { t } = useWords();
  const live = overview.pairs.filter((pair) => pair.state !== 'ended');
  const ended = overview.pairs.filter((pair) => pair.state === 'ended');
  return (
    <div className={styles['page']}>
      <Stack>
        {live.length === 0 && (
          <Card>
            <EmptyState icon="link" title={t('bridge.empty.title')} action={ways}>
              {t('bridge.empty.text')}
            </EmptyState>
          </Card>
        )}
        {live.map((pair) => (
          <PairCard key={pair.id} pair={pair} />
        ))}
        <OwnEnd end={overview.end} paired={live.length > 0} />
        {overview.strangers.length > 0 && (
          <Card title={t('bridge.strangers.title')}>
            <Stack gap="small">
              <Notice>{t('bridge.strangers.text')}</Notice>
              <Refusals refusals={overview.strangers} />
            </Stack>
          </Card>
        )}
        {ended.length > 0 && <EndedPairs pairs={ended} />}
      </Stack>
    </div>
  );
}
