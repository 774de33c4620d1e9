import type { FieldProblem } from '../problems.ts';

type Issue = {
  message: string;
  path?: readonly unknown[] | undefined;
  code?: string;
  [more: string]: unknown;
};

/**
 * Zod's findings as fields with remedies. Built from the kind of finding alone, never from the value, so that
 * nothing typed comes back in an error text.
 */
export function fieldsOfIssues(issues: readonly unknown[]): FieldProblem[] {
  return (issues as Issue[]).slice(0, 50).map((issue) => ({
    path: pathOf(issue.path),
    problem: issue.code ?? 'invalid',
    remedy: remedyOf(issue),
  }));
}

function pathOf(path: Issue['path']): string {
  const parts = (path ?? []).map((p) =>
    String(typeof p === 'object' && p !== null && 'key' in p ? p.key : p),
  );
  return parts.length === 0 ? 'request' : parts.filter((p) => /^[A-Za-z0-9_-]{1,60}$/.test(p)).join('.');
}

const units: Record<string, string> = { string: 'characters', array: 'entries', file: 'bytes' };

function remedyOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Fill this in as ${article(String(issue['expected']))}.`;
    case 'too_small':
      return issue['origin'] === 'string' && issue['minimum'] === 1
        ? 'Fill this in.'
        : `Use at least ${String(issue['minimum'])} ${units[String(issue['origin'])] ?? ''}`.trimEnd() + '.';
    case 'too_big':
      return (
        `Use at most ${String(issue['maximum'])} ${units[String(issue['origin'])] ?? ''}`.trimEnd() + '.'
      );
    case 'invalid_value':
      return `Choose one of: ${(issue['values'] as unknown[]).slice(0, 40).map(String).join(', ')}.`;
    case 'invalid_format':
      return formatRemedy(String(issue['format']));
    case 'unrecognized_keys':
      return 'Leave away the fields that the API reference does not name.';
    case 'custom':
      return issue.message;
    default:
      return 'Change this to what the API reference describes.';
  }
}

function article(kind: string): string {
  const names: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'yes or no (true or false)',
    array: 'a list',
    object: 'an object',
    date: 'a date',
  };
  return names[kind] ?? kind;
}

function formatRemedy(format: string): string {
  const names: Record<string, string> = {
    uuid: 'Use the id of a record.',
    date: 'Use a date like 2026-03-31.',
    datetime: 'Use a time like 2026-03-31T14:05:00Z.',
    email: 'Use an e-mail address.',
  };
  return names[format] ?? 'Use the form that the API reference describes.';
}
