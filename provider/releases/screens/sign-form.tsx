import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Button,
  Card,
  Form,
  FormActions,
  RadioGroup,
  Row,
  Select,
  Stack,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import {
  abuserAnswers,
  capacities,
  signedHows,
  signerKinds,
  type Capacity,
  type SignerKind,
} from '../../vocabulary/releases.ts';
import { needsCompany } from '../rules.ts';
import { optionsOf, refreshReleases, wordOf, type Release } from './shared.ts';
import { SignaturePad, type Stroke } from './signature-pad.tsx';

type Signed = {
  as: SignerKind;
  name: string;
  how: (typeof signedHows)[number];
  strokes: Stroke[];
  keptAt: string;
  abuser: (typeof abuserAnswers)[number];
};
const unsigned = (as: SignerKind): Signed => ({
  as,
  name: '',
  how: 'drawn',
  strokes: [],
  keptAt: '',
  abuser: 'unknown',
});

/** Who signs, and how. The rule of who must sign stands in rules.ts; the server asks it again. */
export function SignForm({ release }: { release: Release }) {
  const { t } = useWords();
  const minor = release.ageGroup === 'minor' || release.ageGroup === 'may_be_minor';
  const [capacity, setCapacity] = useState<Capacity>(minor ? 'minor' : 'adult');
  const [age, setAge] = useState<number | null>(null);
  const [signatures, setSignatures] = useState<Signed[]>([unsigned('client')]);
  const save = useMutation({
    mutationFn: () =>
      client.releases.sign({ id: release.id, version: release.version, capacity, age, signatures }),
    onSuccess: refreshReleases,
  });
  const change = (i: number, part: Partial<Signed>) =>
    setSignatures(signatures.map((one, at) => (at === i ? { ...one, ...part } : one)));
  return (
    <Form
      label={t('releases.page.sign')}
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(save.error)}
    >
      <p>{t('releases.page.signLead')}</p>
      <Select
        label={t('releases.page.capacity')}
        name="capacity"
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'capacity', capacities)}
        value={capacity}
        onChange={setCapacity}
      />
      {capacity === 'minor' && (
        <TextField
          label={t('releases.page.age')}
          name="age"
          required={false}
          hint={t('releases.page.ageHint')}
          width="short"
          inputMode="numeric"
          maxLength={2}
          value={age === null ? '' : String(age)}
          onChange={(years) => setAge(/^\d+$/.test(years) ? Number(years) : null)}
        />
      )}
      {signatures.map((one, i) => (
        <OneSignature
          key={i}
          signed={one}
          path={`signatures.${i}`}
          abuserPath={`signers.${i}.abuser`}
          onChange={(part) => change(i, part)}
          onRemove={
            signatures.length > 1 ? () => setSignatures(signatures.filter((_, at) => at !== i)) : undefined
          }
        />
      ))}
      {needsCompany(capacity) && signatures.length < 3 && (
        <Row>
          <Button
            icon="plus"
            onPress={() =>
              setSignatures([...signatures, unsigned(capacity === 'minor' ? 'parent' : 'guardian')])
            }
          >
            {t('releases.page.addSigner')}
          </Button>
        </Row>
      )}
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('releases.page.saveSigned')}
        </Button>
      </FormActions>
    </Form>
  );
}

function OneSignature({
  signed,
  path,
  abuserPath,
  onChange,
  onRemove,
}: {
  signed: Signed;
  path: string;
  abuserPath: string;
  onChange: (part: Partial<Signed>) => void;
  onRemove?: (() => void) | undefined;
}) {
  const { t } = useWords();
  return (
    <Card
      title={wordOf(t, 'signer', signed.as)}
      actions={
        onRemove && (
          <Button size="small" look="quiet" onPress={onRemove}>
            {t('releases.form.remove')}
          </Button>
        )
      }
    >
      <Stack>
        <Select
          label={t('releases.page.signerAs')}
          name={`${path}.as`}
          placeholder={t('ui.choose')}
          options={optionsOf(t, 'signer', signerKinds)}
          value={signed.as}
          onChange={(as) => onChange({ as })}
        />
        {signed.as !== 'client' && (
          <RadioGroup
            label={t('releases.page.abuserLabel')}
            name={abuserPath}
            options={optionsOf(t, 'abuser', abuserAnswers)}
            value={signed.abuser}
            onChange={(abuser) => onChange({ abuser })}
          />
        )}
        <TextField
          label={t('releases.page.signerName')}
          name={`${path}.name`}
          autoComplete="off"
          maxLength={120}
          {...(signed.how === 'typed' ? { hint: t('releases.page.typedHint') } : {})}
          value={signed.name}
          onChange={(name) => onChange({ name })}
        />
        <RadioGroup
          label={t('releases.page.signerHow')}
          name={`${path}.how`}
          inline
          options={optionsOf(t, 'how', signedHows)}
          value={signed.how}
          onChange={(how) => onChange({ how, strokes: [], keptAt: '' })}
        />
        {signed.how === 'drawn' && (
          <SignaturePad strokes={signed.strokes} onChange={(strokes) => onChange({ strokes })} />
        )}
        {signed.how === 'paper' && (
          <TextField
            label={t('releases.page.keptAt')}
            name={`${path}.keptAt`}
            autoComplete="off"
            maxLength={200}
            value={signed.keptAt}
            onChange={(keptAt) => onChange({ keptAt })}
          />
        )}
      </Stack>
    </Card>
  );
}
