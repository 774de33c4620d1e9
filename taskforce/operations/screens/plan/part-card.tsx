import { useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../../web/api.ts';
import { Button, Card, Facts, IconButton, Notice, Row, Stack } from '../../../../web/ui/index.ts';
import type { Fact } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { PartName } from '../../contract-parts.ts';
import type { PartField, PartValue } from './fields.tsx';
import { AddPart, EditPart } from './part-dialogs.tsx';
import styles from './plan.module.css';

type Item = PartValue & { id: string; version: number };

/** How a part of the plan is named, asked for and shown. */
export type PartKind<One extends Item> = {
  part: PartName;
  items: readonly One[];
  blank: PartValue;
  fields: readonly PartField[];
  /** Fields of a change where they differ from those of a new one. */
  fieldsOf?: (item: One) => readonly PartField[];
  /** What the form of a change does not ask. */
  fixedOf?: (item: One) => PartValue;
  name: (item: One) => string;
  badges?: (item: One) => ReactNode;
  facts: (item: One) => Fact[];
  /** A text that stands by itself. */
  body?: (item: One) => string;
  /** What belongs to it besides. */
  more?: (item: One) => ReactNode;
  /** One fact a line: for long ones. */
  long?: true;
  /** No more of it can be added. */
  full?: boolean;
};

/** A card of the plan: what stands there, and for planners how it is added, changed and taken away. */
export function PartCard<One extends Item>({
  operationId,
  kind,
  mayPlan,
  children,
}: {
  operationId: string;
  kind: PartKind<One>;
  mayPlan: boolean;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const [asked, setAsked] = useState<'add' | One | null>(null);
  const word = (what: string) => t(`operations.part.${kind.part}.${what}`);
  const remove = useAct((id: string) => client.operations.removePart({ operationId, part: kind.part, id }));
  const of = { operationId, part: kind.part, fields: kind.fields };
  return (
    <Card
      title={word('title')}
      {...(kind.items.length > 0 ? { count: kind.items.length } : {})}
      actions={
        mayPlan &&
        kind.full !== true && (
          <Button size="small" icon="plus" onPress={() => setAsked('add')}>
            {word('add')}
          </Button>
        )
      }
    >
      <Stack gap="small">
        {[...remove.problems.map((one) => one.remedy), remove.failure ?? ''].filter(Boolean).map((said) => (
          <Notice key={said} tone="danger">
            {said}
          </Notice>
        ))}
        {children}
        {kind.items.length === 0 && <p className={styles['none']}>{word('none')}</p>}
        <ul className={styles['items']}>
          {kind.items.map((item) => (
            <li key={item.id}>
              <Row spread align="start">
                <Row>
                  <strong>{kind.name(item)}</strong>
                  {kind.badges?.(item)}
                </Row>
                {mayPlan && (
                  <Row>
                    <IconButton
                      icon="edit"
                      size="small"
                      label={t('operations.changeOne', { name: kind.name(item) })}
                      onPress={() => setAsked(item)}
                    />
                    <IconButton
                      icon="close"
                      size="small"
                      label={t('operations.removeOne', { name: kind.name(item) })}
                      onPress={() => remove.run(item.id)}
                    />
                  </Row>
                )}
              </Row>
              {kind.body && <p className={styles['body']}>{kind.body(item) || t('operations.notSet')}</p>}
              <Facts columns={kind.long ? 1 : 2} empty={t('operations.notSet')} facts={kind.facts(item)} />
              {kind.more?.(item)}
            </li>
          ))}
        </ul>
      </Stack>
      {asked === 'add' && (
        <AddPart of={{ ...of, title: word('add') }} blank={kind.blank} onClose={() => setAsked(null)} />
      )}
      {asked !== null && asked !== 'add' && (
        <EditPart
          of={{ ...of, title: kind.name(asked), fields: kind.fieldsOf?.(asked) ?? kind.fields }}
          item={asked}
          {...(kind.fixedOf ? { fixed: kind.fixedOf(asked) } : {})}
          onClose={() => setAsked(null)}
        />
      )}
    </Card>
  );
}
