import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { AccessLog } from '../../../web/house/audit/screens/access-log.tsx';
import { Card, Columns, EmptyState, Facts, Skeleton, Timeline } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useCode, useLabels } from '../../cases/screens/shared.ts';
import type { FormerlyKnown } from '../contract-parts.ts';
import type { VictimPage } from '../contract.ts';
import { useLanguages } from './shared.ts';

/** What was known before each change, and who opened the record. */
export default function HistoryTab({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const rows = useQuery(api.victims.changes.queryOptions({ input: { id: page.id } })).data?.rows;
  return (
    <Columns even>
      <Card title={t('cases.history.changes')}>
        {!rows && <Skeleton label={t('ui.reading')} />}
        {rows?.length === 0 && <EmptyState icon="clock" title={t('cases.history.noChanges')} />}
        {rows && rows.length > 0 && (
          <Timeline
            label={t('cases.history.changes')}
            entries={rows.map((row) => ({
              id: String(row.id),
              when: formatMoment(row.at),
              title: t('victims.former'),
              by: row.by ?? t('cases.history.program'),
              children: <Former before={row.before} />,
            }))}
          />
        )}
      </Card>
      <Card title={t('cases.history.accesses')}>
        <AccessLog table="victims" id={page.id} />
      </Card>
    </Columns>
  );
}

function Former({ before }: { before: FormerlyKnown }) {
  const { t } = useWords();
  const code = useCode();
  const labels = useLabels();
  const { list } = useLanguages();
  const {
    codeName,
    type,
    ageGroup,
    ageAtFacts,
    yearsAtFacts,
    foreignNational,
    languages,
    interpreter,
    handling,
  } = before;
  const shown: [field: string, value: string | undefined][] = [
    ['codeName', codeName],
    ['type', type && code('traffickingType', type)],
    ['ageGroup', ageGroup && code('ageGroup', ageGroup)],
    ['ageAtFacts', ageAtFacts && code('ageGroup', ageAtFacts)],
    ['yearsAtFacts', yearsAtFacts === undefined ? undefined : String(yearsAtFacts)],
    ['foreignNational', foreignNational && code('knownOrNot', foreignNational)],
    ['languages', languages && list(languages)],
    ['interpreter', interpreter && code('victimInterpreter', interpreter)],
    ['handling', handling && labels(handling)],
  ];
  return (
    <Facts
      empty={t('ui.nothing')}
      facts={shown.flatMap(([field, value]) =>
        value === undefined ? [] : [{ label: t(`victims.field.${field}`), value }],
      )}
    />
  );
}
