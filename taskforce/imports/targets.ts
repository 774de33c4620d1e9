/** The kinds of records that files can bring into the tip and case rooms. */
import type { ImportTarget } from '../../kit/imports/target.ts';
import { belongsTo, codes, field, needed, openedOn, originRoute, traffickingType } from './target-fields.ts';
import { ownTipsTarget, tipsTarget } from './targets-tips.ts';
import { OWN_SYSTEM } from './rules.ts';

export { tipsTarget };

export const casesTarget: ImportTarget = {
  kind: 'cases',
  fields: [
    field(
      'case_number',
      'text',
      'Number in the system it comes from.',
      ['number', 'case no', 'case #', 'case id', 'número', 'número de caso', 'expediente'],
      { most: 60 },
    ),
    needed(
      field(
        'title',
        'text',
        'A short working name, no name of a victim.',
        ['name', 'case name', 'operation name', 'título', 'nombre del caso'],
        { most: 200 },
      ),
    ),
    traffickingType(['case type']),
    originRoute('How the case began.'),
    needed(
      field(
        'lead_agency',
        'text',
        'Agency that leads the case.',
        ['agency', 'lead', 'department', 'agencia', 'agencia a cargo', 'departamento'],
        { most: 200 },
      ),
    ),
    openedOn('Day the case was opened.', ['open date', 'received', 'abierto']),
  ],
};

export const strandsTarget: ImportTarget = {
  kind: 'strands',
  fields: [
    belongsTo('case', 'cases', 'External id of its case.', [
      'case key',
      'case external id',
      'case id',
      'caso',
    ]),
    needed(
      field(
        'label',
        'text',
        'What the strand is called, no name of a victim.',
        ['target', 'aspect', 'strand', 'name', 'línea', 'objetivo'],
        { most: 200 },
      ),
    ),
    needed(
      field('kind', 'code', 'Target or aspect.', ['strand kind', 'clase'], { values: codes('strandKind') }),
    ),
    traffickingType(),
    field(
      'mode',
      'code',
      'Waited for, sought, or born from another case.',
      ['origin mode', 'reactive or proactive', 'modo'],
      { values: codes('originMode') },
    ),
    openedOn('Day the strand began.', ['start', 'abierta']),
    needed(
      field(
        'first_phase',
        'code',
        'Phase it began in.',
        ['phase', 'starting phase', 'fase', 'fase inicial'],
        {
          values: codes('phase'),
        },
      ),
    ),
    field('known_since', 'date', 'Since when the facts were followed, if later than the beginning.', [
      'followed since',
      'seen from',
      'conocida desde',
    ]),
  ],
};

export const phaseTransitionsTarget: ImportTarget = {
  kind: 'phase_transitions',
  fields: [
    belongsTo('strand', 'strands', 'External id of its strand.', [
      'strand key',
      'strand external id',
      'línea',
    ]),
    needed(
      field('from', 'code', 'Phase that was left.', ['from phase', 'desde', 'fase anterior'], {
        values: codes('phase'),
      }),
    ),
    needed(
      field('to', 'code', 'Phase that was entered, or closed.', ['to phase', 'hacia', 'fase nueva'], {
        values: { ...codes('phase'), closed: ['Closed', 'Cerrada', 'Cerrado'] },
      }),
    ),
    field(
      'event',
      'code',
      'Event the move rests on; empty when the strand was closed.',
      ['reason event', 'evento', 'hecho'],
      { values: codes('transitionEvent') },
    ),
    field('close_reason', 'code', 'Why it was closed.', ['motivo de cierre'], {
      values: codes('strandCloseReason'),
    }),
    needed(
      field('effective_on', 'date', 'Day it happened.', [
        'date',
        'effective date',
        'on',
        'fecha',
        'fecha efectiva',
      ]),
    ),
    needed(
      field(
        'step',
        'integer',
        'Order of the moves of one strand, counted from 1; decides when two fall on one day.',
        ['order', 'sequence', 'paso', 'orden'],
      ),
    ),
    field(
      'reason',
      'text',
      'In words; needed for moves backwards, skipping moves and most closings.',
      ['why', 'note', 'razón', 'motivo', 'nota'],
      { most: 2000 },
    ),
  ],
};

/** All kinds, in the order in which their records must be written. */
export const importTargets: readonly ImportTarget[] = [
  tipsTarget,
  casesTarget,
  strandsTarget,
  phaseTransitionsTarget,
];

/** The kinds as a mapping of a system may speak of them: what left here knows channels that no other file may claim. */
export function targetsOf(system: string): readonly ImportTarget[] {
  if (system !== OWN_SYSTEM) return importTargets;
  return importTargets.map((target) => (target === tipsTarget ? ownTipsTarget : target));
}
