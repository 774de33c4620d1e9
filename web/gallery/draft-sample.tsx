import { useState } from 'react';
import { beginDrafts, endDrafts, useDraft } from '../drafts.ts';
import { Button, Card, Row, TextArea } from '../ui/index.ts';
import { formatMoment } from '../words/index.ts';

await beginDrafts('gallery');
const EMPTY = { note: '' };

/** A form whose content survives a reload, and what signing out does to it. */
export function DraftSample() {
  const [key, setKey] = useState(0);
  return (
    <Card title="A draft">
      <Note key={key} />
      <Row>
        <Button onPress={() => void endDrafts().then(() => setKey(key + 1))}>Forget drafts</Button>
      </Row>
    </Card>
  );
}

function Note() {
  const draft = useDraft('gallery.note', EMPTY);
  return (
    <TextArea
      label="Draft note"
      hint={
        draft.restoredAt === undefined
          ? 'Reload the page: it stays.'
          : `Restored from ${formatMoment(draft.restoredAt)}`
      }
      value={draft.value.note}
      onChange={(note) => draft.setValue({ note })}
    />
  );
}
