import { access, type Cell } from './access.ts';
import { clearedFor, rights, roles, type Right } from './access-rights.ts';

const reachWord = {
  all: 'all',
  agency: 'own agency, and where a member',
  member: 'where a member',
  own: 'own',
} as const;

function cellWord(cell: Cell): string {
  if (cell === 'nobody' || cell === 'signed in') return cell;
  if (cell === 'self') return 'own rows';
  return cell.replace(' or self', ', and own rows');
}

/** docs/access.md: who may do what, printed from the table that the access test holds the database to. */
export function accessDocument(): string {
  const lines = [
    '# Who may do what',
    '',
    'Printed from `taskforce/database/access.ts` by `./concert generate`. The test beside it tries every role, relation, table and operation against the database, and every policy dropped or widened must be noticed.',
    '',
    'A sealed case opens to its members only, whatever their role. A record with a handling label opens to cleared roles only. Nobody deletes. What a person may not see looks as if it did not exist.',
    '',
    '## Rights',
    '',
    `| role | ${Object.keys(rights).join(' | ')} |`,
    `| --- | ${Object.keys(rights)
      .map(() => '---')
      .join(' | ')} |`,
    ...roles.map(
      (role) =>
        `| ${role.replaceAll('_', ' ')} | ${(Object.keys(rights) as Right[]).map((r) => reachWord[(rights[r] as Record<string, keyof typeof reachWord>)[role]!] ?? '–').join(' | ')} |`,
    ),
    '',
    '## Tables',
    '',
    '| table | read | add | change | labels | why |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(access).map(
      ([table, line]) =>
        `| ${table} | ${cellWord(line.read)} | ${cellWord(line.insert)} | ${cellWord(line.update)} | ${line.labels ? 'yes' : ''} | ${line.why} |`,
    ),
    '',
    `The test marks records with: ${Object.entries(clearedFor)
      .map(([label, cleared]) => `${label} (cleared: ${cleared.join(', ')})`)
      .join('; ')}.`,
  ];
  return lines.join('\n') + '\n';
}
