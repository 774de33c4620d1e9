import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { sentence } from '../../../web/ui/index.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  FileDrop,
  Notice,
  PageHeader,
  Progress,
  Row,
  Stack,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { saveText, sendFile } from './uploading.ts';

const ACCEPT = ['.csv', '.tsv', '.tab', '.txt', '.xlsx', '.json', '.jsonl', '.ndjson', '.gz'];

/** The first step: a file, or an empty table to fill in. */
export default function NewImport() {
  const { t } = useWords();
  const navigate = useNavigate();
  const targets = useQuery(api.imports.targets.queryOptions({ input: {} })).data?.targets ?? [];
  const upload = useMutation({
    mutationFn: sendFile,
    onSuccess: (importId) => void navigate({ to: '/imports/$importId', params: { importId } } as never),
  });
  const problem = upload.error ? problemOf(upload.error) : undefined;
  const template = async (target: string) => {
    const { name, content } = await client.imports.template({ target });
    saveText(name, content);
  };
  return (
    <>
      <PageHeader
        title={t('imports.new.title')}
        lead={t('imports.new.lead')}
        crumbs={
          <Breadcrumbs
            label={t('imports.crumbs')}
            crumbs={[{ label: t('imports.list.title'), href: '/imports' }]}
          />
        }
      />
      <Stack gap="large">
        {problem && (
          <Notice tone="danger" title={problem.sentence}>
            {problem.fields.map((field) => sentence(field)).join(' ')}
          </Notice>
        )}
        {upload.isPending ? (
          <Progress label={t('imports.new.sending')} detail={t('imports.new.checking')} />
        ) : (
          <FileDrop
            label={t('imports.new.drop')}
            buttonLabel={t('imports.new.choose')}
            hint={t('imports.new.hint')}
            accept={ACCEPT}
            onFiles={([file]) => file && upload.mutate(file)}
          />
        )}
        <Card title={t('imports.new.templates')}>
          <Stack>
            <p>{t('imports.new.templatesHint')}</p>
            <Row>
              {targets.map(({ kind }) => (
                <Button key={kind} size="small" icon="export" onPress={() => void template(kind)}>
                  {t(`imports.kind.${kind}`)}
                </Button>
              ))}
            </Row>
          </Stack>
        </Card>
      </Stack>
    </>
  );
}
