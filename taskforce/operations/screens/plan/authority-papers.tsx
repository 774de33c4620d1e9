import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { downloadFile } from '../../../../web/files.ts';
import { problemOf } from '../../../../web/problem.ts';
import { Button, Dialog, Row, toast } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { RecordFiles } from '../../../files/screens/record-files.tsx';

/**
 * The papers of an authority, such as the signed warrant: downloaded by their names, added in a dialog. They are no
 * part of the plan: a warrant often comes after the signatures.
 */
export function AuthorityPapers({ id, name, mayAdd }: { id: string; name: string; mayAdd: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const found = useQuery(
    api.files.list.queryOptions({ input: { scopeTable: 'operation_authorities', scopeId: id } }),
  );
  const download = useMutation({
    mutationFn: downloadFile,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  const rows = found.data?.rows ?? [];
  if (rows.length === 0 && !mayAdd) return null;
  return (
    <Row>
      {rows.map((file) => (
        <Button key={file.id} size="small" look="quiet" icon="file" onPress={() => download.mutate(file.id)}>
          {file.name}
        </Button>
      ))}
      <Button
        size="small"
        look="quiet"
        aria-label={t('operations.papers.of', { name })}
        onPress={() => setOpen(true)}
      >
        {t(mayAdd ? 'operations.papers.add' : 'operations.papers.title')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('operations.papers.of', { name })}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        <RecordFiles scopeTable="operation_authorities" scopeId={id} mayAdd={mayAdd} />
      </Dialog>
    </Row>
  );
}
