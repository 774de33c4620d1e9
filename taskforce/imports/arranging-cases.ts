/** A small list of cases with strands in tests. */

/** One row a strand: its case, its first day, and the day it became public, where it did. */
export const strandsMapping = (system: string) => ({
  schema: 'concert.import-mapping/1',
  name: `Trial ${system}`,
  version: 1,
  description: 'For tests.',
  system,
  ignored: {},
  records: [
    {
      target: 'cases',
      key: { column: 'file' },
      shared: true,
      fields: {
        title: { column: 'title' },
        type: { constant: 'labor' },
        route: { constant: 'hotline' },
        lead_agency: { column: 'agency' },
        opened_on: { constant: '2025-03-01' },
      },
    },
    {
      target: 'strands',
      key: { column: 'person' },
      fields: {
        case: { column: 'file' },
        label: { column: 'person' },
        kind: { constant: 'target_person' },
        type: { constant: 'labor' },
        opened_on: { column: 'opened' },
        first_phase: { constant: 'pre_operational' },
      },
    },
    {
      target: 'phase_transitions',
      when: { column: 'public', empty: false },
      key: { join: [{ column: 'person' }, { constant: ':public' }] },
      fields: {
        strand: { column: 'person' },
        from: { constant: 'pre_operational' },
        to: { constant: 'post_operational' },
        event: { constant: 'became_public' },
        effective_on: { column: 'public' },
        step: { constant: 1 },
      },
    },
  ],
});
const head = 'file,title,agency,person,opened,public\n';
/** The list; `@` stands for the system. */
export const caseTable = (system: string, ...rows: string[]) =>
  head +
  rows
    .map((row) => `${row}\n`)
    .join('')
    .replaceAll('@', system);
