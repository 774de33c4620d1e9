/** Tips as files bring them: hot-line exports, spreadsheets that came by mail. */
import type { ImportTarget } from '../../kit/imports/target.ts';
import { longest, personsRanges, transportModes } from '../tips/contract-lists.ts';
import { codes, field, needed, originRoute } from './target-fields.ts';

const answer = {
  values: {
    yes: ['Yes', 'Sí', 'Si', 'Y', 'S', 'true', '1', 'x'],
    no: ['No', 'No', 'N', 'false', '0'],
    unknown: ['Unknown', 'Desconocido', 'Not known', 'No se sabe', '?'],
  },
};

const plain = (list: readonly string[]): Record<string, string[]> =>
  Object.fromEntries(list.map((code) => [code, [code.replaceAll('_', ' ')]]));

const ranges: Record<string, string[]> = {
  ...plain(personsRanges),
  one: ['1'],
  two_to_five: ['2-5', '2 to 5'],
  six_to_ten: ['6-10', '6 to 10'],
  eleven_to_fifty: ['11-50', '11 to 50'],
  over_fifty: ['50+', 'over 50'],
};

const spoken =
  'en es zh vi ar fr ht ko pl pt ru tl uk ur hi gu pa bn ne so am ti fa ps th km lo my ro de it ja sw id quc mam kek';
const named = ['en', 'es'].map((language) => new Intl.DisplayNames([language], { type: 'language' }));
const languages = Object.fromEntries(
  spoken.split(' ').map((code) => [code, named.map((names) => names.of(code) ?? code)]),
);

export const tipsTarget: ImportTarget = {
  kind: 'tips',
  keyNames: [
    'report number',
    'report no',
    'report id',
    'tip number',
    'tip id',
    'call id',
    'call number',
    'signal number',
    'número de reporte',
    'número de llamada',
    'folio',
  ],
  fields: [
    needed(
      field('received_at', 'instant', 'Day and time the report came in; its clock starts here.', [
        'received',
        'date received',
        'received date',
        'received on',
        'call date',
        'date',
        'timestamp',
        'recibido',
        'fecha de recepción',
        'fecha',
      ]),
    ),
    needed(
      field('channel', 'code', 'By what way it came.', ['source', 'how received', 'canal', 'medio'], {
        values: codes('tipChannel', ['public_form']),
      }),
    ),
    originRoute('Which of the origin routes it is.', ['spin_off']),
    needed(
      field(
        'what_was_reported',
        'text',
        'What was told, in the words of the person who told it.',
        ['narrative', 'description', 'details', 'tip', 'text', 'summary', 'relato', 'descripción', 'detalle'],
        { most: longest.what },
      ),
    ),
    field(
      'danger',
      'code',
      'Is somebody in danger now? Yes raises the danger when the import is written.',
      ['imminent danger', 'danger now', 'emergency', 'urgent', 'peligro', 'urgente'],
      answer,
    ),
    field(
      'place',
      'text',
      'Where it happened, as told.',
      ['location', 'address', 'where', 'city', 'lugar', 'dirección', 'ubicación'],
      { most: longest.place },
    ),
    field('happened', 'text', 'When it happened, as told.', ['when', 'incident date', 'cuándo'], {
      most: longest.happened,
    }),
    field('ongoing', 'code', 'Does it still go on?', ['still happening', 'continúa'], answer),
    field('persons_range', 'code', 'How many people seem affected, as a range.', ['victims', 'víctimas'], {
      values: ranges,
    }),
    field('minors', 'code', 'Are there minors among them?', ['children', 'minor', 'menores'], answer),
    field('languages_heard', 'text', 'Languages heard.', ['idiomas'], { most: longest.languagesHeard }),
    field('vehicle', 'text', 'Vehicle and plate.', ['plate', 'car', 'vehículo', 'placa'], {
      most: longest.vehicle,
    }),
    field('phones', 'text', 'Phone numbers seen, not those of the reporter.', ['phones seen', 'teléfonos'], {
      most: longest.phones,
    }),
    field('online_links', 'text', 'Links and handles seen.', ['links', 'website', 'url', 'enlaces'], {
      most: longest.onlineLinks,
    }),
    field('transport_mode', 'code', 'Means of transport, where people were moved.', ['transporte'], {
      values: plain(transportModes),
    }),
    field('departure', 'text', 'Where the journey began.', ['salida'], { most: longest.departure }),
    field('destination', 'text', 'Where it leads.', ['destino'], { most: longest.destination }),
    field('how_known', 'text', 'How the reporter knows.', ['cómo lo sabe'], { most: longest.howKnown }),
    field('training_code', 'text', 'Code of the training that led to it.', ['código de capacitación'], {
      most: longest.trainingCode,
    }),
    field(
      'audience',
      'code',
      'Which trained observers it came from.',
      ['reporter type', 'observer', 'quién informa'],
      { values: codes('audience') },
    ),
    field('language', 'code', 'Language it was told in.', ['idioma'], { values: languages }),
    field(
      'contact_name',
      'text',
      'Who told it; empty when they stay unnamed. Sealed as soon as it is read.',
      ['caller', 'reporter', 'reporter name', 'tipster', 'name', 'nombre', 'informante'],
      { most: longest.contactName, sealed: true },
    ),
    field(
      'contact_phone',
      'text',
      'Number to call back, as it was given. Sealed as soon as it is read.',
      ['phone', 'telephone', 'callback', 'phone number', 'reporter phone', 'teléfono'],
      { most: 100, sealed: true },
    ),
    field(
      'contact_email',
      'text',
      'Address to write to. Sealed as soon as it is read.',
      ['email', 'e-mail', 'reporter email', 'correo', 'correo electrónico'],
      { most: 190, sealed: true },
    ),
    field(
      'contact_when',
      'text',
      'When and how contact is safe. Sealed as soon as it is read.',
      ['safe to contact', 'best time to call', 'cuándo llamar'],
      { most: longest.contactWhen, sealed: true },
    ),
  ],
};

/** Tips that left in a list of our own: they came by the public form too, and are found again by their number. */
export const ownTipsTarget: ImportTarget = {
  ...tipsTarget,
  fields: tipsTarget.fields.map((one) => {
    if (one.name === 'language') return { ...one, type: 'text' };
    if (one.name === 'channel') return { ...one, values: codes('tipChannel') };
    return one.name === 'route' ? { ...one, values: codes('originRoute') } : one;
  }),
};
