import { Badge, Checkbox, Row, Stack, TextArea } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { carriedKinds } from '../../vocabulary/command.ts';
import styles from './command.module.css';
import { labelOf } from './names.ts';
import type { Draft, Fact } from './spin-off.tsx';

/** Records of the parent case to choose from, by kind. Nothing is chosen until somebody chooses it. */
export function FactChoice({
  facts,
  draft,
  onChange,
}: {
  facts: readonly Fact[];
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { t } = useWords();
  if (facts.length === 0) return <p className={styles['aside']}>{t('command.spinOff.noFacts')}</p>;
  return (
    <Stack>
      {carriedKinds.map((kind) => {
        const some = facts.filter((fact) => fact.kind === kind);
        if (some.length === 0) return null;
        return (
          <section key={kind} aria-label={t(`command.facts.${kind}`)}>
            <h3>{t(`command.facts.${kind}`)}</h3>
            <ul className={styles['lines']}>
              {some.map((fact) => (
                <One key={fact.id} fact={fact} draft={draft} onChange={onChange} />
              ))}
            </ul>
          </section>
        );
      })}
    </Stack>
  );
}

function One({
  fact,
  draft,
  onChange,
}: {
  fact: Fact;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { t } = useWords();
  const chosen = draft.chosen.includes(fact.id);
  const toggle = (on: boolean) =>
    onChange({ chosen: on ? [...draft.chosen, fact.id] : draft.chosen.filter((id) => id !== fact.id) });
  const hint = fact.happenedOn === null ? undefined : formatDate(fact.happenedOn);
  return (
    <li>
      <Checkbox checked={chosen} onChange={toggle} {...(hint === undefined ? {} : { hint })}>
        {fact.title}
      </Checkbox>
      {fact.labels.length > 0 && (
        <Row>
          {fact.labels.map((label) => (
            <Badge key={label} icon="lock">
              {labelOf(t, 'handlingLabel', label)}
            </Badge>
          ))}
        </Row>
      )}
      {chosen && fact.body !== '' && <p className={styles['words']}>{fact.body}</p>}
      {chosen && fact.kind === 'tip_excerpt' && (
        <TextArea
          label={t('command.spinOff.excerpt')}
          hint={t('command.spinOff.excerptHint')}
          rows={3}
          maxLength={4000}
          value={draft.excerpts[fact.id] ?? ''}
          onChange={(text) => onChange({ excerpts: { ...draft.excerpts, [fact.id]: text } })}
        />
      )}
    </li>
  );
}
