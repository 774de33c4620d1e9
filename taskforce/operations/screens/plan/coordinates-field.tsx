import { useState } from 'react';
import { TextField } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { coordinatesIn, coordinatesInWords } from '../../../vocabulary/coordinates.ts';
import type { PartValue } from './fields.tsx';

/**
 * Latitude and longitude in one field, in any writing or as the link of a map; shown as they were understood before
 * they are saved. What cannot be read stays in the value, so that saving refuses it and nothing is lost silently.
 */
export function CoordinatesField({
  shared,
  value,
  set,
}: {
  shared: { name: string; label: string; required: boolean };
  value: PartValue;
  set: (part: PartValue) => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState(() => textOf(value['lat'], value['lon']));
  const read = coordinatesIn(text);
  const empty = text.trim() === '';
  return (
    <TextField
      {...shared}
      width="full"
      maxLength={2000}
      autoComplete="off"
      hint={
        read === null
          ? t('operations.hint.coordinates')
          : t('operations.hint.understood', { place: coordinatesInWords(read) })
      }
      error={read === null && !empty ? t('operations.hint.coordinatesWrong') : undefined}
      value={text}
      onChange={(typed) => {
        setText(typed);
        const now = coordinatesIn(typed);
        set(now ?? { lat: typed.trim() === '' ? null : typed, lon: null });
      }}
    />
  );
}

/** What the field begins with: both numbers, or what was typed and could not be read. */
function textOf(lat: unknown, lon: unknown): string {
  if (typeof lat === 'number' && typeof lon === 'number') return coordinatesInWords({ lat, lon });
  return typeof lat === 'string' ? lat : '';
}
