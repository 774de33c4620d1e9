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
    'Roles that no account holds together (R-067): the system-based victim specialist, whose knowledge is the prosecution’s, is never the prosecutor and never the outreach coordinator. Roles of service providers, the confidential advocate first among them, exist in the other wing only: neither wing’s database takes a role of the other. Wings share no accounts, so one mail address in both is two accounts that know nothing of each other.',
    '',
    'Victims: readers of a case see code name and status (permission victims.list, through the view victims_named); what law enforcement knows of a person is for those who work with them (victims.read: never analysts, labor inspectors or records officers); who the person is opens to members of the case alone (victims.unmask), commanders not excepted, with both factors, a reason and a line that every reader of the victim sees.',
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
