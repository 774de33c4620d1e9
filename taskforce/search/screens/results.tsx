import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'react-aria-components';
import type { Client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { Badge, Button, EmptyState, Failed, Notice, Row, Skeleton, useKeys } from '../../../web/ui/index.ts';
import { cx } from '../../../web/ui/cx.ts';
import { Icon } from '../../../web/ui/icon.tsx';
import type { IconName } from '../../../web/ui/icon.tsx';
import { formatCount, formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import type { FoundRecord } from '../contract.ts';
import type { SearchKind } from '../rules-kinds.ts';
import { placeOf, tipInWords } from './places.ts';
import styles from './search.module.css';

type Answer = Awaited<ReturnType<Client['search']['find']>>;

const icons: Record<SearchKind, IconName> = {
  case: 'case',
  strand: 'case',
  activity: 'clock',
  task: 'check',
  note: 'edit',
  decision: 'brief',
  fact: 'link',
  file: 'file',
  tip: 'tip',
  message: 'tip',
  operation: 'agenda',
  lesson: 'brief',
  person: 'user',
};

export interface ResultsProps {
  term: string;
  found: UseQueryResult<Answer, Error>;
  only: SearchKind | null;
  onOnly: (kind: SearchKind | null) => void;
  page: number;
  perPage: number;
  onPage: (page: number) => void;
}

/** What was found, with why it matched; j and k walk it, Enter opens. */
export function Results({ term, found, only, onOnly, page, perPage, onPage }: ResultsProps) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const move = (step: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + step))]?.focus();
  };
  useKeys(t('search.keys.title'), [
    { keys: 'j', label: t('search.keys.next'), run: () => move(1) },
    { keys: 'k', label: t('search.keys.previous'), run: () => move(-1) },
  ]);
  if (found.error) return <Unreadable error={found.error} term={term} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton label={t('search.searching')} lines={6} />;
  const { hits, total, alike, byKind, jump } = found.data;
  const rest = jump ? hits.filter((hit) => hit.id !== jump.id) : hits;
  const firstAlike = rest.find((hit) => hit.why === 'alike');
  return (
    <div className={styles['results']} aria-busy={found.isFetching}>
      <p role="status" className={styles['count']}>
        {t('search.found', { count: total.count, shown: formatCount(total.count, total.capped) })}
        {alike > 0 &&
          ` ${t(alike === total.count ? 'search.onlyAlike' : 'search.foundAlike', { count: alike, shown: formatNumber(alike) })}`}
        {total.capped && ` ${t('search.capped')}`}
      </p>
      {byKind.length > 0 && (
        <div className={styles['kinds']} role="group" aria-label={t('search.kinds')}>
          <Kind label={t('search.kind.all')} on={only === null} onPress={() => onOnly(null)} />
          {byKind.map(({ kind, count }) => (
            <Kind
              key={kind}
              label={t(`search.kinds_of.${kind}`)}
              count={formatNumber(count)}
              on={only === kind}
              onPress={() => onOnly(kind)}
            />
          ))}
        </div>
      )}
      {total.count === 0 && !jump && (
        <EmptyState icon="search" title={t('search.nothing')}>
          {t('search.nothingHint')}
        </EmptyState>
      )}
      <ol ref={list} className={styles['hits']}>
        {jump && <Hit hit={jump} />}
        {rest.map((hit) => (
          <Hit
            key={`${hit.kind}${hit.id}`}
            hit={hit}
            heading={hit === firstAlike ? t('search.alikeHeading') : null}
          />
        ))}
      </ol>
      {total.count > perPage && (
        <Row spread>
          <span className={styles['where']}>
            {t('search.where', {
              from: (page - 1) * perPage + 1,
              to: Math.min(page * perPage, total.count),
              of: formatCount(total.count, total.capped),
            })}
          </span>
          <Row>
            <Button icon="previous" isDisabled={page <= 1} onPress={() => onPage(page - 1)}>
              {t('search.previous')}
            </Button>
            <Button icon="next" isDisabled={page * perPage >= total.count} onPress={() => onPage(page + 1)}>
              {t('search.next')}
            </Button>
          </Row>
        </Row>
      )}
    </div>
  );
}

function Kind({
  label,
  count,
  on,
  onPress,
}: {
  label: string;
  count?: string;
  on: boolean;
  onPress: () => void;
}) {
  return (
    <button type="button" aria-pressed={on} className={styles['kind']} onClick={onPress}>
      {label}
      {count !== undefined && <span>{count}</span>}
    </button>
  );
}

function Hit({ hit, heading = null }: { hit: FoundRecord; heading?: string | null }) {
  const { t } = useWords();
  const to = placeOf(hit);
  const kind = t(`search.kind.${hit.kind}`);
  const title = hit.title === '' ? kind : <Marked of={hit.titleStretches} />;
  const tip = hit.kind === 'tip' ? tipInWords(t, hit) : '';
  const inside = [
    hit.kind === 'case' ? null : hit.caseNumber && `${hit.caseNumber} ${hit.caseTitle ?? ''}`,
    hit.kind === 'tip' ? null : hit.tipNumber,
  ];
  return (
    <li className={styles['hit']}>
      {heading !== null && <h2 className={styles['heading']}>{heading}</h2>}
      <article>
        <span className={styles['icon']}>
          <Icon name={icons[hit.kind]} size={18} />
        </span>
        <div className={styles['body']}>
          <h3>
            {to === null ? (
              <span>{title}</span>
            ) : (
              <Link href={to} data-hit className={styles['title'] ?? ''}>
                {title}
                {tip !== '' && <span className={styles['told']}>{tip}</span>}
              </Link>
            )}
          </h3>
          <p className={styles['meta']}>
            {[kind, ...inside.filter((part) => part), hit.kind === 'person' ? null : formatDate(hit.day)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {hit.snippet !== null && (
            <p className={styles['snippet']}>
              <Marked of={hit.snippet} />
            </p>
          )}
        </div>
        {hit.why !== 'words' && hit.why !== 'filter' && (
          <span className={styles['reason']}>
            <Badge tone={hit.why === 'alike' ? 'neutral' : 'accent'}>{t(`search.reason.${hit.why}`)}</Badge>
          </span>
        )}
      </article>
    </li>
  );
}

function Marked({ of }: { of: FoundRecord['titleStretches'] }) {
  return (
    <>
      {of.map((one, index) =>
        one.hit ? <mark key={index}>{one.text}</mark> : <span key={index}>{one.text}</span>,
      )}
    </>
  );
}

/** A search that cannot be read: what is wrong, and the place in what was typed. Anything else can be tried again. */
function Unreadable({ error, term, onRetry }: { error: Error; term: string; onRetry: () => void }) {
  const { t } = useWords();
  const problem = problemOf(error);
  const at = problem.data['at'];
  const field = problem.fields.find((one) => one.path === 'term');
  if (!field || typeof at !== 'number')
    return (
      <Failed title={t('search.failed')} retryLabel={t('search.again')} onRetry={onRetry}>
        {problem.sentence}
      </Failed>
    );
  const before = term.slice(0, at - 1);
  const here = term.slice(at - 1, at);
  return (
    <Notice tone="warn" title={t('search.unreadable')}>
      <p>{field.remedy}</p>
      <p className={cx(styles['typed'])}>
        <span>{before}</span>
        <mark aria-label={t('search.here')}>{here === '' ? ' ' : here}</mark>
        <span>{term.slice(at)}</span>
      </p>
    </Notice>
  );
}
