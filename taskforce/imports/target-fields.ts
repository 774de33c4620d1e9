/** Pieces of fields that several kinds of records share, and how a field is written down. */
import type { TargetField } from '../../kit/imports/target.ts';
import { vocabulary } from '../vocabulary/vocabulary.ts';
import type { Code, VocabularyName } from '../vocabulary/vocabulary.ts';
import { labelOf } from '../vocabulary/words.ts';

type Rest = Partial<Omit<TargetField, 'name' | 'type' | 'help' | 'synonyms'>>;

/** An optional field; `needed` makes it a required one. */
export function field(
  name: string,
  type: TargetField['type'],
  help: string,
  synonyms: readonly string[],
  rest: Rest = {},
): TargetField {
  return { name, type, required: false, synonyms, help, ...rest };
}

export const needed = (optional: TargetField): TargetField => ({ ...optional, required: true });

/** Codes of a closed list with the words people write for them in either language. */
export function codes<Name extends VocabularyName>(
  name: Name,
  except: readonly Code<Name>[] = [],
): Record<string, string[]> {
  const list: readonly Code<Name>[] = vocabulary[name];
  return Object.fromEntries(
    list
      .filter((code) => !except.includes(code))
      .map((code) => [code, [labelOf(name, code, 'en'), labelOf(name, code, 'es')]]),
  );
}

export const traffickingType = (synonyms: readonly string[] = []): TargetField =>
  needed(
    field(
      'type',
      'code',
      'Sex, labor, both, or not yet determined.',
      ['trafficking type', ...synonyms, 'tipo', 'tipo de trata'],
      { values: codes('traffickingType') },
    ),
  );

export const originRoute = (help: string, except: readonly Code<'originRoute'>[] = []): TargetField =>
  needed(
    field('route', 'code', help, ['origin', 'origin route', 'origen', 'vía'], {
      values: codes('originRoute', except),
    }),
  );

export const openedOn = (help: string, synonyms: readonly string[]): TargetField =>
  needed(field('opened_on', 'date', help, ['opened', 'date opened', ...synonyms, 'fecha de apertura']));

/** The key of the record of another kind that this one belongs to. */
export const belongsTo = (name: string, to: string, help: string, synonyms: readonly string[]): TargetField =>
  needed(field(name, 'link', help, synonyms, { to, most: 200 }));
