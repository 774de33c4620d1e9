import type { Phase } from '../ui/index.ts';

/** Invented records for the gallery. No person, phone or place in it is real. */
export interface SampleCase {
  id: string;
  number: string;
  title: string;
  kind: 'Sex' | 'Labor' | 'Both' | 'Undetermined';
  origin: string;
  lead: string;
  phases: Record<Phase, number>;
  due: string | null;
  sealed: boolean;
  hours: number;
}

export const NOW = new Date('2026-03-12T15:00:00Z');

const phases = (pre: number, during: number, post: number) => ({
  pre_operational: pre,
  operational: during,
  post_operational: post,
});

export const CASES: SampleCase[] = [
  {
    id: 'c1',
    number: '2026-0042',
    title: 'Motel corridor, Route 9',
    kind: 'Sex',
    origin: 'Proactive',
    lead: 'HCPD',
    phases: phases(2, 3, 1),
    due: '2026-03-12T09:00:00Z',
    sealed: false,
    hours: 412,
  },
  {
    id: 'c2',
    number: '2026-0041',
    title: 'Greenhouse crews, wage theft and threats',
    kind: 'Labor',
    origin: 'Reactive',
    lead: 'State Labor',
    phases: phases(4, 0, 0),
    due: '2026-03-13T12:00:00Z',
    sealed: false,
    hours: 96,
  },
  {
    id: 'c3',
    number: '2026-0037',
    title: 'Massage storefronts, three sites',
    kind: 'Both',
    origin: 'Spin-off',
    lead: 'HCPD',
    phases: phases(1, 5, 0),
    due: '2026-03-20T17:00:00Z',
    sealed: true,
    hours: 1288,
  },
  {
    id: 'c4',
    number: '2026-0031',
    title: 'Online recruitment of minors',
    kind: 'Sex',
    origin: 'Reactive',
    lead: 'Prosecutor',
    phases: phases(0, 0, 3),
    due: null,
    sealed: false,
    hours: 640,
  },
  {
    id: 'c5',
    number: '2026-0029',
    title: 'Domestic servitude, diplomatic household',
    kind: 'Labor',
    origin: 'Reactive',
    lead: 'Federal',
    phases: phases(1, 0, 0),
    due: '2026-04-02T17:00:00Z',
    sealed: false,
    hours: 51,
  },
];
