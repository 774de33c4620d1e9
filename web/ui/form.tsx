import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { FormProblems, sentence } from './form-problems.ts';
import type { FieldProblem } from './form-problems.ts';
import { cx } from './cx.ts';
import styles from './form.module.css';

export interface FormProps {
  children: ReactNode;
  onSubmit: () => void | Promise<void>;
  /** Problems from the rules or from the server; each is shown at its field and in the summary. */
  problems?: readonly FieldProblem[];
  /** Heading of the summary ("There is a problem"); shown only when there are problems. */
  problemsTitle: string;
  /** A failure that belongs to no field. */
  failure?: string | undefined;
  /** Fields side by side where there is room. */
  columns?: 1 | 2;
  label?: string;
}

/**
 * A form that is never sent by the browser. When problems arrive the first field with one is focused, and
 * a summary above links to each. `name` of a field is the `path` of its problem.
 */
export function Form({
  children,
  onSubmit,
  problems = [],
  problemsTitle,
  failure,
  columns = 1,
  label,
}: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = problems.map((problem) => fieldOf(form.current, problem.path)).find(Boolean);
    if (first) first.focus();
    else if (problems.length > 0 || failure !== undefined)
      form.current?.querySelector<HTMLElement>('[role=alert]')?.focus();
  }, [problems, failure]);
  return (
    <FormProblems.Provider value={problems}>
      <form
        ref={form}
        noValidate
        aria-label={label}
        className={cx(styles['form'], columns === 2 && styles['two'])}
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
      >
        {(problems.length > 0 || failure !== undefined) && (
          <ProblemSummary title={problemsTitle} failure={failure} problems={problems} form={form} />
        )}
        {children}
      </form>
    </FormProblems.Provider>
  );
}

function ProblemSummary({
  title,
  failure,
  problems,
  form,
}: {
  title: string;
  failure: string | undefined;
  problems: readonly FieldProblem[];
  form: { current: HTMLFormElement | null };
}) {
  return (
    <div className={styles['summary']} role="alert" tabIndex={-1}>
      <Icon name="danger" />
      <div>
        <h2>{title}</h2>
        {failure !== undefined && <p>{failure}</p>}
        {problems.length > 0 && (
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.path} ${problem.problem}`}>
                <button type="button" onClick={() => fieldOf(form.current, problem.path)?.focus()}>
                  {sentence(problem)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** The control of a path: by `name`, or inside an element marked `data-field` (selects, radio groups). */
function fieldOf(form: HTMLFormElement | null, path: string): HTMLElement | undefined {
  if (!form || path === '') return undefined;
  const name = CSS.escape(path);
  const marked = form.querySelector<HTMLElement>(`[data-field="${name}"]`);
  const inside = marked?.querySelector<HTMLElement>(
    'input:not([type=hidden],[tabindex="-1"]), button, textarea',
  );
  const named = form.querySelector<HTMLElement>(`[name="${name}"]:not([type=hidden])`);
  return inside ?? marked ?? named ?? undefined;
}

/** The buttons that end a form: primary first in reading order. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>;
}

/** A group of fields under a heading, with an optional sentence. */
export function FormSection({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className={styles['section']}>
      <legend>{title}</legend>
      {hint !== undefined && <p className={styles['section-hint']}>{hint}</p>}
      <div className={styles['fields']}>{children}</div>
    </fieldset>
  );
}
