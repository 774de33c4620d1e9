import { useState } from 'react';
import { client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  FormDialog,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { operationKinds, type OperationKind } from '../../vocabulary/operations.ts';
import type { Plan } from '../contract-plan.ts';
import type { Lesson } from '../contract-review.ts';

/** What an operation taught, and the reminders proposed from it. */
export function Lessons({
  operation,
  lessons,
  writes,
  decides,
}: {
  operation: Plan;
  lessons: readonly Lesson[];
  writes: boolean;
  decides: boolean;
}) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title={t('operations.review.lessons.title')}
      count={lessons.length}
      actions={
        <Row>
          {writes && (
            <Button size="small" icon="plus" onPress={() => setAdding(true)}>
              {t('operations.review.lessons.add')}
            </Button>
          )}
          <ButtonLink size="small" href="/operations/lessons">
            {t('operations.review.lessons.page')}
          </ButtonLink>
        </Row>
      }
    >
      <Stack>
        {lessons.length === 0 && <p>{t('operations.review.lessons.none')}</p>}
        {lessons.map((lesson) => (
          <OneLesson key={lesson.id} lesson={lesson} decides={decides} />
        ))}
      </Stack>
      {adding && <AddDialog operation={operation} onClose={() => setAdding(false)} />}
    </Card>
  );
}

/** One lesson with the standing of its reminder. */
export function OneLesson({ lesson, decides }: { lesson: Lesson; decides: boolean }) {
  const { t } = useWords();
  const decide = useAct((accept: boolean) =>
    client.operations.decideLesson({ lessonId: lesson.id, version: lesson.version, accept }),
  );
  return (
    <div>
      <p>{lesson.lesson}</p>
      <Row>
        <Badge tone={lesson.standing === 'accepted' ? 'good' : 'neutral'}>
          {t(`operations.review.lessons.standing.${lesson.standing}`)}
        </Badge>
        <span>{`${t(`operations.kind.${lesson.forKind}`)} · ${lesson.by}, ${formatDate(lesson.at)}`}</span>
      </Row>
      {lesson.reminder && <p>{lesson.reminder}</p>}
      {decide.failure && <p role="alert">{decide.failure}</p>}
      {decides && lesson.standing === 'proposed' && !lesson.mine && (
        <Row>
          <Button size="small" pending={decide.pending} onPress={() => decide.run(true)}>
            {t('operations.review.lessons.accept')}
          </Button>
          <Button size="small" pending={decide.pending} onPress={() => decide.run(false)}>
            {t('operations.review.lessons.decline')}
          </Button>
        </Row>
      )}
    </div>
  );
}

function AddDialog({ operation, onClose }: { operation: Plan; onClose: () => void }) {
  const { t } = useWords();
  const [lesson, setLesson] = useState('');
  const [forKind, setForKind] = useState<OperationKind>(operation.kind);
  const [reminder, setReminder] = useState('');
  const save = useAct(
    () =>
      client.operations.addLesson({
        id: operation.id,
        lesson,
        forKind,
        reminder: reminder.trim() === '' ? null : reminder,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('operations.review.lessons.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <TextArea
        label={t('operations.review.lessons.lesson')}
        hint={t('operations.review.lessons.lessonHint')}
        name="lesson"
        required
        rows={4}
        value={lesson}
        onChange={setLesson}
      />
      <Select
        label={t('operations.review.lessons.kind')}
        name="forKind"
        placeholder={t('ui.choose')}
        options={operationKinds.map((id) => ({ id, label: t(`operations.kind.${id}`) }))}
        value={forKind}
        onChange={setForKind}
      />
      <TextField
        label={t('operations.review.lessons.reminder')}
        hint={t('operations.review.lessons.reminderHint')}
        name="reminder"
        width="full"
        value={reminder}
        onChange={setReminder}
      />
    </FormDialog>
  );
}
