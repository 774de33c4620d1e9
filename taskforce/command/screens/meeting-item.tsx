import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Badge,
  Button,
  Card,
  ComboBox,
  DateField,
  Form,
  FormActions,
  IconButton,
  PhasePicture,
  Row,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import styles from './command.module.css';
import { again, type MeetingPage } from './meeting-query.ts';
import { labelOf, pictureInWords } from './names.ts';
import { ReasonForm } from './reason-form.tsx';

type Item = MeetingPage['items'][number];

/** One case on the agenda: who leads it, where its strands stand, why it is on, and what came of it. */
export function MeetingItemCard({ item, chairs }: { item: Item; chairs: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'minutes' | 'remove' | null>(null);
  const actions = chairs && open === null && (
    <Row>
      <Button size="small" icon="edit" onPress={() => setOpen('minutes')}>
        {t('command.item.record')}
      </Button>
      <Button size="small" look="quiet" onPress={() => setOpen('remove')}>
        {t('command.item.remove')}
      </Button>
    </Row>
  );
  return (
    <Card title={`${item.place}. ${item.number}`} actions={actions}>
      <Stack gap="small">
        <Row spread align="start">
          <div>
            <a href={`/cases/${item.caseId}`}>{t('command.item.open', { number: item.number })}</a>
            <div className={styles['aside']}>
              {[
                labelOf(t, 'traffickingType', item.type),
                item.agency,
                item.lead && t('command.item.lead', { who: item.lead }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </div>
          <PhasePicture counts={item.picture} label={pictureInWords(t, item.picture)} />
        </Row>
        <ul className={styles['lines']} aria-label={t('command.item.points')}>
          {item.points.map((point) => (
            <li key={point.reason}>
              <Badge tone={point.reason === 'danger' ? 'danger' : 'accent'}>
                {t(`command.why.${point.reason}`, { n: point.count })}
              </Badge>{' '}
              {point.strands.map((strand) => strand.label).join(', ')}
            </li>
          ))}
          {item.addReason !== null && <li>{t('command.item.byHand', { why: item.addReason })}</li>}
        </ul>
        {item.minutes.length > 0 && <Minutes item={item} />}
        {open === 'minutes' && <Record itemId={item.id} onDone={() => setOpen(null)} />}
        {open === 'remove' && <Remove item={item} onDone={() => setOpen(null)} />}
      </Stack>
    </Card>
  );
}

function Minutes({ item }: { item: Item }) {
  const { t } = useWords();
  return (
    <ul className={styles['lines']} aria-label={t('command.item.minutes')}>
      {item.minutes.map((one) => (
        <li key={one.id}>
          <p className={styles['words']}>{one.outcome}</p>
          {one.tasks.map((task) => (
            <div key={task.id}>
              {t('command.item.task', { title: task.title })}{' '}
              <span className={styles['aside']}>
                {[task.assignee, task.dueOn && t('command.by', { day: formatDate(task.dueOn) })]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </div>
          ))}
          <div className={styles['aside']}>
            {one.recordedBy}, {formatMoment(one.recordedAt)}
          </div>
        </li>
      ))}
    </ul>
  );
}

type Task = { title: string; assigneeId: string | null; dueOn: string };

function Record({ itemId, onDone }: { itemId: string; onDone: () => void }) {
  const { t } = useWords();
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {} }));
  const [outcome, setOutcome] = useState('');
  const [tasks, setTasks] = useState<Task[]>([]);
  const record = useMutation(
    api.meetings.record.mutationOptions({
      onSuccess: async () => {
        onDone();
        await again();
      },
    }),
  );
  const change = (index: number, part: Partial<Task>) =>
    setTasks(tasks.map((task, at) => (at === index ? { ...task, ...part } : task)));
  const send = () =>
    record.mutate({
      itemId,
      outcome,
      tasks: tasks
        .filter((task) => task.title.trim() !== '')
        .map((task) => ({ ...task, dueOn: task.dueOn === '' ? null : task.dueOn })),
    });
  const colleagues = (people.data?.colleagues ?? []).map((one) => ({
    id: one.id,
    label: one.displayName,
    description: one.agencyName,
  }));
  return (
    <Form onSubmit={send} problemsTitle={t('ui.problems')} {...formProblems(record.error)}>
      <TextArea
        label={t('command.item.outcome')}
        hint={t('command.item.outcomeHint')}
        name="outcome"
        rows={3}
        maxLength={4000}
        autoFocus
        value={outcome}
        onChange={setOutcome}
      />
      {tasks.map((task, index) => (
        <div key={index} className={styles['line']}>
          <TextField
            label={t('command.item.taskTitle', { n: index + 1 })}
            name={`tasks.${index}.title`}
            maxLength={200}
            value={task.title}
            onChange={(title) => change(index, { title })}
          />
          <ComboBox
            label={t('command.item.assignee')}
            required={false}
            empty={t('command.nobody')}
            options={colleagues}
            value={task.assigneeId}
            onChange={(assigneeId) => change(index, { assigneeId })}
          />
          <DateField
            label={t('command.item.due')}
            required={false}
            value={task.dueOn}
            onChange={(dueOn) => change(index, { dueOn })}
          />
          <IconButton
            icon="close"
            label={t('command.make.drop')}
            onPress={() => setTasks(tasks.toSpliced(index, 1))}
          />
        </div>
      ))}
      <FormActions>
        <Button look="primary" type="submit" icon="check" pending={record.isPending}>
          {t('command.item.save')}
        </Button>
        <Button icon="plus" onPress={() => setTasks([...tasks, { title: '', assigneeId: null, dueOn: '' }])}>
          {t('command.item.addTask')}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}

function Remove({ item, onDone }: { item: Item; onDone: () => void }) {
  const { t } = useWords();
  return (
    <ReasonForm
      draft={`meetingItems.${item.id}`}
      version={item.version}
      at="removedAt"
      why="removeReason"
      label={t('command.item.removeWhy')}
      verb={t('command.item.remove')}
      end={(version, reason) => client.meetings.removeItem({ itemId: item.id, version, reason })}
      onDone={onDone}
      onCancel={onDone}
    />
  );
}
