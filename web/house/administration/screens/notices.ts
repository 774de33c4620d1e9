import { client } from '../../../api.ts';
import { rooms } from '../../../rooms.ts';
import type { Bell } from '../../../rooms.ts';
import { knows, t } from '../../../words/index.ts';

/** Where a kind of record, or a kind of notice that has a page of its own, is looked at: the first of these pages that this installation has. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  cases: ['/cases/$caseId'],
  tips: ['/tips/$tipId'],
  dangers: [
    '/dangers/$dangerId',
    '/danger/$dangerId',
    '/tips/dangers/$dangerId',
    '/dangers',
    '/danger',
    '/tips',
  ],
  dangers_imported: ['/tips/dangers', '/tips'],
  approval_asked: ['/approvals', '/cases/$caseId'],
  tasks: ['/tasks/$taskId', '/tasks'],
  imports: ['/imports/$importId', '/imports'],
  nominations: ['/nominations/$nominationId'],
  releases: ['/releases/$releaseId', '/releases'],
  standby_notices: ['/stand-by/$noticeId'],
  referrals: ['/referrals/$referralId'],
  offers: ['/referrals/$offerId'],
  operations: ['/operations/$operationId'],
  deconfliction_conflicts: ['/deconfliction'],
  deconfliction_coordination: ['/deconfliction/coordination'],
  brought_referrals: ['/referrals/brought'],
};

/** Address of a record's page; home where no room brings one. */
function pageOf(table: string | null, id: string | null): string {
  const paths = new Set(rooms.flatMap((room) => room.screens.map((screen) => screen.path)));
  const page = (PAGES[table ?? ''] ?? []).find((path) => paths.has(path));
  if (page === undefined) return '/';
  // A list without pages of its own opens the record beside it.
  return page === '/tasks' && id !== null ? `/tasks?open=${id}` : page.replace(/\$\w+/, id ?? '');
}

/** What happened, in a sentence without personal data; a kind that the words do not know is said in general. */
function sentenceOf(kind: string, count: number | null): string {
  const key = `administration.notice.${kind}`;
  return t(knows(key) ? key : 'administration.notice.unknown', { n: count ?? 1 });
}

const bell: Bell = {
  read: async (signal) => {
    const { rows } = await client.notices.list({ unreadOnly: false }, { signal });
    return rows.map((row) => ({
      id: row.id,
      text: sentenceOf(row.kind, row.count),
      at: row.createdAt,
      to: pageOf(row.kind in PAGES ? row.kind : row.subjectTable, row.subjectId),
      unread: row.readAt === null,
      urgent: row.urgent && row.readAt === null,
    }));
  },
  markRead: (id) => client.notices.markRead({ ids: [id] }),
  markAllRead: async () => {
    const { rows } = await client.notices.list({ unreadOnly: true });
    await client.notices.markRead({ ids: rows.map((row) => row.id) });
  },
};

export default bell;
