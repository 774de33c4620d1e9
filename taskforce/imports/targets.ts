/** The kinds of records that files can bring into the tip and case rooms. */
import type { ImportTarget, TargetField } from '../../kit/imports/target.ts';
import { vocabulary } from '../vocabulary/vocabulary.ts';
import type { Code, VocabularyName } from '../vocabulary/vocabulary.ts';
import { labelOf } from '../vocabulary/words.ts';

/** Codes of a closed list with the words people write for them in either language. */
function codes<Name extends VocabularyName>(name: Name): Record<string, string[]> {
  const list: readonly Code<Name>[] = vocabulary[name];
  return Object.fromEntries(
    list.map((code) => [code, [labelOf(name, code, 'en'), labelOf(name, code, 'es')]]),
  );
}

type Rest = Partial<Pick<TargetField, 'values' | 'most' | 'to'>>;

function field(
  name: string,
  type: TargetField['type'],
  need: 'required' | 'optional',
  synonyms: string[],
  help: string,
  rest: Rest = {},
): TargetField {
  return { name, type, required: need === 'required', synonyms, help, ...rest };
}

const places = { ...codes('phase'), closed: ['Closed', 'Cerrada', 'Cerrado'] };

export const tipsTarget: ImportTarget = {
  kind: 'tips',
  fields: [
    field(
      'received_at',
      'instant',
      'required',
      [
        'received',
        'date received',
        'received on',
        'date',
        'timestamp',
        'recibido',
        'fecha de recepción',
        'fecha',
      ],
      'Day and time the report came in.',
    ),
    field(
      'channel',
      'code',
      'required',
      ['source', 'how received', 'canal', 'medio'],
      'By what way it came.',
      { values: codes('tipChannel') },
    ),
    field(
      'route',
      'code',
      'required',
      ['origin', 'origin route', 'origen', 'vía'],
      'Which of the origin routes it is.',
      { values: codes('originRoute') },
    ),
    field(
      'what_was_reported',
      'text',
      'required',
      ['narrative', 'description', 'details', 'tip', 'text', 'summary', 'relato', 'descripción', 'detalle'],
      'What was told, in the words of the person who told it.',
      { most: 20_000 },
    ),
    field(
      'type',
      'code',
      'optional',
      ['trafficking type', 'kind', 'tipo', 'tipo de trata'],
      'Sex, labor, both, or not yet determined.',
      { values: codes('traffickingType') },
    ),
    field(
      'audience',
      'code',
      'optional',
      ['reporter type', 'observer', 'quién informa'],
      'Which trained observers it came from.',
      { values: codes('audience') },
    ),
    field(
      'danger',
      'boolean',
      'optional',
      ['imminent danger', 'emergency', 'urgent', 'peligro', 'urgente'],
      'Is somebody in danger now?',
    ),
    field(
      'place',
      'text',
      'optional',
      ['location', 'address', 'where', 'city', 'lugar', 'dirección', 'ubicación'],
      'Where it happened, as told.',
    ),
    field(
      'contact_name',
      'text',
      'optional',
      ['caller', 'reporter', 'reporter name', 'tipster', 'name', 'nombre', 'informante'],
      'Who told it; empty when they stay unnamed.',
      { most: 200 },
    ),
    field(
      'contact_phone',
      'phone',
      'optional',
      ['phone', 'telephone', 'callback', 'phone number', 'teléfono'],
      'Number to call back.',
    ),
    field(
      'contact_email',
      'text',
      'optional',
      ['email', 'e-mail', 'correo', 'correo electrónico'],
      'Address to write to.',
      { most: 254 },
    ),
    field('language', 'text', 'optional', ['idioma'], 'Language the person speaks.', { most: 60 }),
  ],
};

export const casesTarget: ImportTarget = {
  kind: 'cases',
  fields: [
    field(
      'case_number',
      'text',
      'optional',
      ['number', 'case no', 'case #', 'case id', 'número', 'número de caso', 'expediente'],
      'Number in the system it comes from.',
      { most: 60 },
    ),
    field(
      'title',
      'text',
      'required',
      ['name', 'case name', 'operation name', 'título', 'nombre del caso'],
      'A short working name, no name of a victim.',
      { most: 200 },
    ),
    field(
      'type',
      'code',
      'required',
      ['trafficking type', 'case type', 'tipo', 'tipo de trata'],
      'Sex, labor, both, or not yet determined.',
      { values: codes('traffickingType') },
    ),
    field('route', 'code', 'required', ['origin', 'origin route', 'origen', 'vía'], 'How the case began.', {
      values: codes('originRoute'),
    }),
    field(
      'lead_agency',
      'text',
      'required',
      ['agency', 'lead', 'department', 'agencia', 'agencia a cargo', 'departamento'],
      'Agency that leads the case.',
      { most: 200 },
    ),
    field(
      'opened_on',
      'date',
      'required',
      ['opened', 'date opened', 'open date', 'received', 'abierto', 'fecha de apertura'],
      'Day the case was opened.',
    ),
  ],
};

export const strandsTarget: ImportTarget = {
  kind: 'strands',
  fields: [
    field(
      'case',
      'link',
      'required',
      ['case key', 'case external id', 'case id', 'caso'],
      'External id of its case.',
      { to: 'cases', most: 200 },
    ),
    field(
      'label',
      'text',
      'required',
      ['target', 'aspect', 'strand', 'name', 'línea', 'objetivo'],
      'What the strand is called, no name of a victim.',
      { most: 200 },
    ),
    field('kind', 'code', 'required', ['strand kind', 'clase'], 'Target or aspect.', {
      values: codes('strandKind'),
    }),
    field(
      'type',
      'code',
      'required',
      ['trafficking type', 'tipo', 'tipo de trata'],
      'Sex, labor, both, or not yet determined.',
      { values: codes('traffickingType') },
    ),
    field(
      'mode',
      'code',
      'optional',
      ['origin mode', 'reactive or proactive', 'modo'],
      'Waited for, sought, or born from another case.',
      { values: codes('originMode') },
    ),
    field(
      'opened_on',
      'date',
      'required',
      ['opened', 'date opened', 'start', 'abierta', 'fecha de apertura'],
      'Day the strand began.',
    ),
    field(
      'first_phase',
      'code',
      'required',
      ['phase', 'starting phase', 'fase', 'fase inicial'],
      'Phase it began in.',
      { values: codes('phase') },
    ),
    field(
      'known_since',
      'date',
      'optional',
      ['followed since', 'seen from', 'conocida desde'],
      'Since when the facts were followed, if later than the beginning.',
    ),
  ],
};

export const phaseTransitionsTarget: ImportTarget = {
  kind: 'phase_transitions',
  fields: [
    field(
      'strand',
      'link',
      'required',
      ['strand key', 'strand external id', 'línea'],
      'External id of its strand.',
      { to: 'strands', most: 200 },
    ),
    field('from', 'code', 'required', ['from phase', 'desde', 'fase anterior'], 'Phase that was left.', {
      values: codes('phase'),
    }),
    field(
      'to',
      'code',
      'required',
      ['to phase', 'hacia', 'fase nueva'],
      'Phase that was entered, or closed.',
      { values: places },
    ),
    field(
      'event',
      'code',
      'optional',
      ['reason event', 'evento', 'hecho'],
      'Event the move rests on; empty when the strand was closed.',
      { values: codes('transitionEvent') },
    ),
    field('close_reason', 'code', 'optional', ['motivo de cierre'], 'Why it was closed.', {
      values: codes('strandCloseReason'),
    }),
    field(
      'effective_on',
      'date',
      'required',
      ['date', 'effective date', 'on', 'fecha', 'fecha efectiva'],
      'Day it happened.',
    ),
    field(
      'step',
      'integer',
      'required',
      ['order', 'sequence', 'paso', 'orden'],
      'Order of the moves of one strand, counted from 1; decides when two fall on one day.',
    ),
    field(
      'reason',
      'text',
      'optional',
      ['why', 'note', 'razón', 'motivo', 'nota'],
      'In words; needed for moves backwards, skipping moves and most closings.',
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

/** The kinds an import writes. A mapping to another kind is refused before anything is read. */
export const writtenTargets: readonly ImportTarget[] = importTargets.filter(
  ({ kind }) => kind !== tipsTarget.kind,
);
