import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, queries } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Button, Card, Form, FormActions, Stack, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { BriefList } from './brief-list.tsx';
import { BriefView } from './brief-view.tsx';
import { BriefsFrame } from './frame.tsx';
import { ReadersChoice, type Readers } from './readers-choice.tsx';

/** Briefs of the portfolio: one's own, and for the command those of all. */
export default function PortfolioBriefs() {
  const can = useCan();
  const briefs = useQuery(api.briefs.list.queryOptions({ input: {} }));
  return (
    <BriefsFrame part="made">
      <Stack>
        {can('briefs.make') && <Maker />}
        <Loaded query={briefs}>{(data) => <BriefList briefs={data} />}</Loaded>
      </Stack>
    </BriefsFrame>
  );
}

function Maker() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [readers, setReaders] = useState<Readers>({ clearedFor: [], periodFrom: '' });
  const [shown, setShown] = useState(false);
  const input = {
    clearedFor: readers.clearedFor,
    periodFrom: readers.periodFrom === '' ? null : readers.periodFrom,
  };
  const preview = useQuery({
    ...api.briefs.previewPortfolio.queryOptions({ input }),
    placeholderData: (before) => before,
  });
  const make = useMutation(
    api.briefs.makePortfolio.mutationOptions({
      onSuccess: async ({ id, version }) => {
        toast({ text: t('command.make.done', { n: version }) });
        await queries.invalidateQueries({ queryKey: api.briefs.key() });
        await navigate({ to: `/briefs/${id}` });
      },
    }),
  );
  return (
    <Card title={t('command.make.portfolio')}>
      <Stack>
        <Form
          onSubmit={() => make.mutate(input)}
          problemsTitle={t('ui.problems')}
          {...formProblems(make.error ?? preview.error)}
        >
          <ReadersChoice labels={preview.data?.labels ?? []} value={readers} onChange={setReaders} />
          <FormActions>
            <Button look="primary" type="submit" icon="seal" pending={make.isPending}>
              {t('command.make.freeze')}
            </Button>
            <Button onPress={() => setShown(!shown)}>
              {t(shown ? 'command.make.hide' : 'command.make.show')}
            </Button>
          </FormActions>
        </Form>
        {shown && <Loaded query={preview}>{(data) => <BriefView content={data.content} />}</Loaded>}
      </Stack>
    </Card>
  );
}
