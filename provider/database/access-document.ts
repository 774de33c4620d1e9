import { access, type Cell } from './access.ts';
import { rights, roles, type Right } from './access-rights.ts';

const reachWord = {
  all: 'the whole wing',
  agency: 'own organisation',
  member: "on the client's team",
} as const;

function cellWord(cell: Cell): string {
  if (cell === 'self') return 'own rows';
  if (cell === 'colleagues') return 'everybody of the own organisation';
  return cell.replace(' and self', ', own rows').replace(' or self', ', and own rows');
}

/** docs/provider-access.md: who may do what, printed from the table that the access test holds the database to. */
export function accessDocument(): string {
  const names = Object.keys(rights) as Right[];
  const reach = (right: Right, role: string) =>
    reachWord[(rights[right] as Record<string, keyof typeof reachWord>)[role]!] ?? '–';
  const lines = [
    "# Who may do what in the provider's wing",
    '',
    'Printed from `provider/database/access.ts` by `./concert generate`. The test beside it tries every role, relation, table and operation against the database, and every policy dropped or widened must be noticed.',
    '',
    'Nothing is read across organisations, by nobody. A client of the closed circle opens to the people on the team only, whatever their role. Nobody deletes. What a person may not see looks as if it did not exist. No role of this wing is a role of the task force.',
    '',
    '## Rights',
    '',
    `| role | ${names.join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
    ...roles.map(
      (role) => `| ${role.replaceAll('_', ' ')} | ${names.map((right) => reach(right, role)).join(' | ')} |`,
    ),
    '',
    '## Tables',
    '',
    '| table | read | add | change | why |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(access).map(
      ([table, line]) =>
        `| ${table} | ${cellWord(line.read)} | ${cellWord(line.insert)} | ${cellWord(line.update)} | ${line.why} |`,
    ),
  ];
  return lines.join('\n') + '\n';
}
