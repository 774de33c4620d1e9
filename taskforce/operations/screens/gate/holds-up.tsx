import { Notice } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';

export type Blocker = { problem: string; item: string | null };

/** What holds up the start: open items of the gate by their names, and what the approval lacks. */
export function HoldsUp({ blockers }: { blockers: readonly Blocker[] }) {
  const { t } = useWords();
  return (
    <Notice tone="warn" title={t('operations.start.heldUp', { n: blockers.length })}>
      <ul>
        {blockers.map(({ problem, item }) => (
          <li key={`${problem} ${item ?? ''}`}>
            {t(item === null ? `operations.start.problem.${problem}` : `operations.gate.item.${item}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
