import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Button,
  ButtonLink,
  Card,
  Form,
  FormActions,
  Notice,
  Stack,
  TextField,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { BriefsFrame } from './frame.tsx';

/** Is the paper in my hand the brief that was frozen? */
export default function Check() {
  const { t } = useWords();
  const [hash, setHash] = useState('');
  const check = useMutation({
    mutationFn: (typed: string) => client.briefs.verify({ hash: typed.replaceAll(/\s/g, '') }),
  });
  const answer = check.data;
  return (
    <BriefsFrame part="check">
      <Card title={t('command.check.title')}>
        <Stack>
          <Form
            onSubmit={() => check.mutate(hash)}
            problemsTitle={t('ui.problems')}
            {...formProblems(check.error)}
          >
            <TextField
              label={t('command.check.hash')}
              hint={t('command.check.hashHint')}
              name="hash"
              code
              width="full"
              autoComplete="off"
              value={hash}
              onChange={setHash}
            />
            <FormActions>
              <Button look="primary" type="submit" icon="check" pending={check.isPending}>
                {t('command.check.do')}
              </Button>
            </FormActions>
          </Form>
          {answer && !answer.found && (
            <Notice tone="warn" title={t('command.check.none')}>
              {t('command.check.noneHint')}
            </Notice>
          )}
          {answer?.found && (
            <Notice
              tone={answer.intact ? 'good' : 'danger'}
              title={t(answer.intact ? 'command.brief.intact' : 'command.brief.altered')}
              action={
                <ButtonLink size="small" href={`/briefs/${answer.found.id}`}>
                  {t('command.check.open')}
                </ButtonLink>
              }
            >
              {t('command.check.found', {
                n: answer.found.version,
                who: answer.found.madeBy,
                when: formatMoment(answer.found.madeAt),
              })}
            </Notice>
          )}
        </Stack>
      </Card>
    </BriefsFrame>
  );
}
