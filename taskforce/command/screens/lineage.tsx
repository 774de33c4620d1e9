import { useQuery } from '@tanstack/react-query';
import { api, type Client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Badge, ButtonLink, Card, EmptyState, Row, Stack } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import styles from './command.module.css';
import { CasePart } from './frame.tsx';
import { Links } from './links.tsx';
import { labelOf } from './names.ts';

type Tree = Awaited<ReturnType<Client['spinOffs']['lineage']>>;
type Node = Tree['cases'][number];
type Fact = Awaited<ReturnType<Client['spinOffs']['carried']>>['facts'][number];

/** From which tips and cases a case came, which it gave rise to, what it took along, and what it is linked to. */
export default function Lineage({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const can = useCan();
  const tree = useQuery(api.spinOffs.lineage.queryOptions({ input: { caseId } }));
  const carried = useQuery(api.spinOffs.carried.queryOptions({ input: { caseId } }));
  const actions = can('cases.open') && (
    <ButtonLink look="primary" icon="plus" href={`/cases/${caseId}/spin-off`}>
      {t('command.lineage.spinOff')}
    </ButtonLink>
  );
  return (
    <CasePart lead={t('command.lineage.lead')} actions={actions}>
      <Stack>
        <Card title={t('command.lineage.tree')}>
          <Loaded query={tree}>
            {(data) => (
              <>
                <ul className={styles['tree']}>
                  {data.cases
                    .filter((one) => one.parentId === null)
                    .map((one) => (
                      <Branch key={one.id} one={one} all={data.cases} here={caseId} />
                    ))}
                </ul>
                {data.more && <p className={styles['aside']}>{t('command.lineage.more')}</p>}
              </>
            )}
          </Loaded>
        </Card>
        <Loaded query={carried}>
          {({ facts }) => (
            <Card title={t('command.lineage.carried')} count={facts.length}>
              {facts.length === 0 ? (
                <EmptyState icon="case" title={t('command.lineage.noneCarried')} />
              ) : (
                <ol className={styles['lines']}>
                  {facts.map((fact) => (
                    <Carried key={fact.id} fact={fact} />
                  ))}
                </ol>
              )}
            </Card>
          )}
        </Loaded>
        <Links caseId={caseId} />
      </Stack>
    </CasePart>
  );
}

function Branch({ one, all, here }: { one: Node; all: readonly Node[]; here: string }) {
  const { t } = useWords();
  const children = all.filter((other) => other.parentId === one.id);
  return (
    <li>
      {one.tips.length > 0 && (
        <div className={styles['aside']}>
          {t('command.lineage.from', {
            tips: one.tips.map((tip) => `${tip.number}, ${labelOf(t, 'tipChannel', tip.channel)}`).join('; '),
          })}
        </div>
      )}
      {one.operation && (
        <div className={styles['aside']}>
          <a href={`/operations/${one.operation.id}/review`}>
            {t('command.lineage.fromOperation', { name: `${one.operation.number} ${one.operation.title}` })}
          </a>
        </div>
      )}
      <Row>
        {one.id === here ? (
          <span className={styles['here']} aria-current="page">
            {one.number} {one.title}
          </span>
        ) : (
          <a href={`/cases/${one.id}/lineage`}>
            {one.number} {one.title}
          </a>
        )}
        <Badge>{labelOf(t, 'traffickingType', one.type)}</Badge>
        {one.closedOn !== null && (
          <Badge>{t('command.lineage.closed', { day: formatDate(one.closedOn) })}</Badge>
        )}
      </Row>
      {one.reason !== null && (
        <div className={styles['aside']}>
          {t('command.lineage.why', { why: one.reason, n: one.carried ?? 0 })}
        </div>
      )}
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.id} one={child} all={all} here={here} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Carried({ fact }: { fact: Fact }) {
  const { t } = useWords();
  return (
    <li>
      <Row>
        <b>{fact.title}</b>
        <Badge>{t(`command.fact.${fact.kind}`)}</Badge>
        {fact.handling.map((label) => (
          <Badge key={label} icon="lock">
            {labelOf(t, 'handlingLabel', label)}
          </Badge>
        ))}
      </Row>
      {fact.body !== '' && <p className={styles['words']}>{fact.body}</p>}
      <div className={styles['aside']}>
        {[
          fact.happenedOn && formatDate(fact.happenedOn),
          t('command.lineage.carriedBy', { who: fact.carriedBy ?? '', day: formatDate(fact.carriedAt) }),
          fact.source
            ? t('command.lineage.source', { number: fact.source.caseNumber, n: fact.source.version })
            : t('command.lineage.sourceHidden'),
          ...Object.entries(fact.source?.authority ?? {}).map(
            ([label, authority]) => `${labelOf(t, 'handlingLabel', label)}: ${authority}`,
          ),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </li>
  );
}
