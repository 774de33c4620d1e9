import { TextArea, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Paper } from './shared.ts';

export const emptyPaper: Paper = { asker: '', contact: '', reference: '', asksFor: '', note: '' };

/** What the paper says. Every field may stay empty: the clock matters first. */
export function PaperFields({ value, onChange }: { value: Paper; onChange: (paper: Paper) => void }) {
  const { t } = useWords();
  const common = (name: keyof Paper) => ({
    name: `paper.${name}`,
    label: t(`disclosure.field.${name}`),
    required: false,
    value: value[name],
    onChange: (typed: string) => onChange({ ...value, [name]: typed }),
  });
  return (
    <>
      <TextField {...common('asker')} autoComplete="off" maxLength={200} />
      <TextField {...common('contact')} autoComplete="off" maxLength={400} />
      <TextField {...common('reference')} autoComplete="off" maxLength={200} />
      <TextArea {...common('asksFor')} rows={3} maxLength={4000} />
      <TextArea {...common('note')} rows={3} maxLength={4000} />
    </>
  );
}
