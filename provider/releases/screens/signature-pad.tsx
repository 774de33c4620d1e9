import { useRef, type PointerEvent } from 'react';
import { Button, Row, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import styles from './signature-pad.module.css';

export type Stroke = [number, number][];
const WIDE = 1000;
const HIGH = 400;
const within = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));

/**
 * A field to draw a signature on, with finger, pen or mouse. Whoever cannot draw signs by name or on paper: the choice
 * stands above the field, within reach of the keyboard.
 */
export function SignaturePad({
  strokes,
  onChange,
}: {
  strokes: Stroke[];
  onChange: (strokes: Stroke[]) => void;
}) {
  const { t } = useWords();
  const drawing = useRef(false);
  const at = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      within(((event.clientX - box.left) / box.width) * WIDE, WIDE),
      within(((event.clientY - box.top) / box.height) * HIGH, HIGH),
    ];
  };
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    drawing.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (strokes.length < 60) onChange([...strokes, [at(event)]]);
  };
  const goOn = (event: PointerEvent<SVGSVGElement>) => {
    const last = strokes.at(-1);
    if (!drawing.current || last === undefined || last.length >= 600) return;
    onChange([...strokes.slice(0, -1), [...last, at(event)]]);
  };
  const words =
    strokes.length === 0 ? t('releases.page.draw') : t('releases.page.drawn', { n: strokes.length });
  return (
    <Stack gap="small">
      <p>{words}</p>
      <svg
        className={styles['pad']}
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        role="img"
        aria-label={words}
        onPointerDown={begin}
        onPointerMove={goOn}
        onPointerUp={() => (drawing.current = false)}
        onPointerCancel={() => (drawing.current = false)}
      >
        {strokes.map((stroke, i) => (
          <polyline
            key={i}
            className={styles['line']}
            points={stroke.map((point) => point.join(',')).join(' ')}
          />
        ))}
      </svg>
      <Row>
        <Button size="small" isDisabled={strokes.length === 0} onPress={() => onChange([])}>
          {t('releases.page.clear')}
        </Button>
      </Row>
    </Stack>
  );
}
