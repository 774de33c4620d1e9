import { Stack } from '../../../web/ui/index.ts';

/** Text as it was typed, with its paragraphs. */
export function Prose({ text }: { text: string }) {
  return (
    <Stack gap="small">
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
    </Stack>
  );
}
