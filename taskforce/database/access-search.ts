import type { Line } from './access-lines.ts';

/** The tables of search: nobody reads them but through functions. */
export const searchAccess: Record<string, Line> = {
  'taskforce.search_documents': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: "Reached through functions that apply the reader's scope and return ids",
  },
  'taskforce.search_words': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: 'Reached through functions',
  },
  'taskforce.search_state': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: 'Reached through functions',
  },
};
