import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import type { TipPage } from '../contract-parts.ts';
import { api } from '../../../web/api.ts';
import { Badge, Card, Facts, Notice, Stack, Status } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { nameOf } from './named.ts';
import styles from './tips.module.css';

/** The big facts of a tip: what an officer asks first. */
export function BigFacts({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const facts = [
    ['danger', tip.inDanger ? 'yes' : tip.danger, t(`tips.${tip.inDanger ? 'yes' : tip.danger}`)],
    ['minors', tip.minors, t(`tips.${tip.minors}`)],
    ['ongoing', tip.ongoing, t(`tips.${tip.ongoing}`)],
    ['persons', '', t(`tips.range.${tip.personsRange}`)],
  ] as const;
  return (
    <dl className={styles['big']}>
      {facts.map(([name, answer, value]) => (
        <div key={name} data-answer={answer} data-fact={name}>
          <dt>{t(`tips.fact.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a language is called in the reader's language ("Vietnamese"); its code where the browser knows no name. */
function languageName(code: string, reader: string): string {
  return new Intl.DisplayNames([reader], { type: 'language', fallback: 'code' }).of(code) ?? code;
}

/** The words of the reporter, as they were told. */
export function Told({ tip }: { tip: TipPage }) {
  const { t, language } = useWords();
  if (tip.state === 'purged') return <Notice>{t('tips.page.purged')}</Notice>;
  const journey = [tip.departure, tip.destination].filter(Boolean).join(' – ');
  const told = [
    ['place', tip.place],
    ['happened', tip.happened],
    ['vehicle', tip.vehicle],
    ['phones', tip.phones],
    ['onlineLinks', tip.onlineLinks],
    ['toldIn', languageName(tip.language, language)],
    ['languagesHeard', tip.languagesHeard],
    ['transport', tip.transportMode ? t(`tips.transport.${tip.transportMode}`) : ''],
    ['journey', journey],
    ['howKnown', tip.howKnown],
  ].filter(([, value]) => value !== '');
  return (
    <Stack gap="small">
      <p className={styles['told']} lang={tip.language} dir="auto">
        {tip.what}
      </p>
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={told.map(([name, value]) => ({ label: t(`tips.fact.${name}`), value }))}
      />
    </Stack>
  );
}

/** Where it came from and how long it is kept. */
export function Source({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const { reporter } = tip;
  const way = reporter.erased
    ? 'erased'
    : reporter.hasContact
      ? reporter.mayContact
        ? 'sealed'
        : 'unreachable'
      : tip.channel === 'public_form'
        ? 'receipt'
        : 'none';
  return (
    <Facts
      empty={t('ui.nothing')}
      facts={[
        { label: t('tips.fact.channel'), value: nameOf(t, 'tipChannel', tip.channel) },
        { label: t('tips.fact.origin'), value: nameOf(t, 'originRoute', tip.originRoute) },
        { label: t('tips.fact.audience'), value: nameOf(t, 'audience', tip.audience) },
        { label: t('tips.fact.reporter'), value: t(`tips.reporter.${way}`) },
        {
          label: t('tips.fact.agency'),
          value: [tip.receivedBy?.displayName, tip.agency?.shortName].filter(Boolean).join(', '),
        },
        { label: t('tips.fact.received'), value: formatMoment(tip.receivedAt) },
        ...(tip.imported ? [{ label: t('tips.fact.imported'), value: formatMoment(tip.recordedAt) }] : []),
        { label: t('tips.fact.trainingCode'), value: tip.trainingCode },
        { label: t('tips.fact.externalId'), value: tip.externalId },
        {
          label: t('tips.fact.retain'),
          value: (
            <>
              {formatDate(tip.retainUntil)}{' '}
              {tip.legalHold && <Badge icon="lock">{t('tips.page.hold')}</Badge>}
            </>
          ),
        },
      ]}
    />
  );
}

/** Answers to the questions of a pack, in words; never a score. */
export function Signs({ tip }: { tip: TipPage }) {
  const { t, language } = useWords();
  const audience = tip.audience === 'other' ? 'public' : tip.audience;
  const pack = useQuery({
    ...api.tips.packs.queryOptions({ input: { audience }, staleTime: Infinity }),
    enabled: tip.answers.length > 0,
  }).data;
  if (tip.answers.length === 0 || !pack) return null;
  const given = new Map(tip.answers.map((one) => [one.question, one.answer]));
  const shown = pack.items.filter((item) => given.has(item.id));
  return (
    <Card title={t('tips.part.signs')}>
      <Stack gap="small">
        <ul className={styles['signs']}>
          {shown.map((item) => {
            const answer = given.get(item.id) ?? 'unknown';
            return (
              <li key={item.id}>
                <Status tone={answer === 'yes' ? 'warn' : 'muted'}>{t(`tips.${answer}`)}</Status>
                <span>{item.question[language]}</span>
              </li>
            );
          })}
        </ul>
        <p className={styles['note']}>
          {t('tips.part.signs.unanswered', { n: pack.items.length - shown.length })}{' '}
          {t('tips.part.signs.note')}
        </p>
      </Stack>
    </Card>
  );
}

/** Other tips that may be about the same matter, each with its reasons. */
export function Similar({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  return (
    <Card title={t('tips.part.similar')} count={tip.similar.length}>
      {tip.similar.length === 0 ? (
        <p className={styles['note']}>{t('tips.part.similar.none')}</p>
      ) : (
        <ul className={styles['similar']}>
          {tip.similar.map((one) => (
            <li key={one.id}>
              <Link href={`/tips/${one.id}`} className={styles['link'] ?? ''}>
                {t('tips.similar.state', { number: one.number, state: nameOf(t, 'tipState', one.state) })}
              </Link>
              <span className={styles['reasons']}>
                {one.reasons.map(({ reason, value }) => (
                  <Badge key={`${reason} ${value}`} tone="accent">
                    {reason === 'same_link'
                      ? t('tips.similar.same_link')
                      : nameOf(t, 'similarityReason', reason)}
                    {value !== null && `: ${value}`}
                  </Badge>
                ))}
              </span>
              <span className={styles['excerpt']}>{one.what}</span>
              {one.cases.map((theCase) => (
                <Link key={theCase.id} href={`/cases/${theCase.id}`} className={styles['link'] ?? ''}>
                  {theCase.number} {theCase.title}
                </Link>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
