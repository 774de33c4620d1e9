import { languageName } from '../../../web/house/offers/shared.ts';
import { Card, Facts, Stack, Status } from '../../../web/ui/index.ts';
import { formatList, useWords } from '../../../web/words/index.ts';
import type { StandbyNotice } from './notice-page.tsx';

type Readiness = StandbyNotice['readiness'];

/** Who has acknowledged, whether beds suffice for the range, which languages nobody speaks. */
export function ReadinessCard({ readiness }: { readiness: Readiness }) {
  const { t, language } = useWords();
  const beds = ({ asked, free, enough }: Readiness['beds']) => {
    const count = asked
      ? asked.until === null
        ? t('standby.readiness.bedsOpen', { free, from: asked.from })
        : t('standby.readiness.bedsOf', { free, from: asked.from, until: asked.until })
      : t('standby.readiness.bedsUnknown', { free });
    return `${count}: ${t(`standby.readiness.enough.${enough}`)}`;
  };
  return (
    <Card
      title={t('standby.readiness.title')}
      actions={
        <Status tone={readiness.ready ? 'good' : 'warn'}>
          {t(readiness.ready ? 'standby.readiness.ready' : 'standby.readiness.notReady')}
        </Status>
      }
    >
      <Stack>
        <Facts
          empty={t('offers.count.none')}
          facts={[
            { label: t('standby.readiness.acknowledged'), value: formatList(readiness.acknowledged) },
            { label: t('standby.readiness.waiting'), value: formatList(readiness.waiting) },
            { label: t('standby.readiness.beds'), value: beds(readiness.beds) },
            { label: t('standby.readiness.minorsBeds'), value: beds(readiness.minorsBeds) },
            {
              label: t('standby.readiness.languagesMissing'),
              value: formatList(readiness.languagesMissing.map((one) => languageName(one, language))),
            },
            { label: t('standby.readiness.legal'), value: String(readiness.legalSlots) },
            { label: t('standby.readiness.medical'), value: String(readiness.medicalSlots) },
          ]}
        />
      </Stack>
    </Card>
  );
}
