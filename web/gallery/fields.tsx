import { useState } from 'react';
import {
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  Columns,
  ComboBox,
  DateField,
  FileDrop,
  Form,
  FormActions,
  FormSection,
  MomentField,
  NumberField,
  RadioGroup,
  ReasonField,
  Select,
  Stack,
  Switch,
  TextArea,
  TextField,
} from '../ui/index.ts';
import type { FieldProblem } from '../ui/index.ts';

const KINDS = [
  { id: 'sex', label: 'Sex trafficking' },
  { id: 'labor', label: 'Labor trafficking', description: 'Forced labor, debt bondage, domestic servitude' },
  { id: 'both', label: 'Both' },
  { id: 'undetermined', label: 'Not yet determined' },
];

const PROBLEMS: FieldProblem[] = [
  { path: 'title', problem: 'too_small', remedy: 'Give the case a working title.' },
  { path: 'kind', problem: 'invalid', remedy: 'Choose one of the four.' },
  { path: 'opened', problem: 'The day is in the future.', remedy: 'Give a day up to today.' },
];

export function Fields() {
  const [kind, setKind] = useState<string | null>('labor');
  const [place, setPlace] = useState<string | null>(null);
  const [opened, setOpened] = useState('2026-03-12');
  const [at, setAt] = useState('2026-03-12T15:00:00.000Z');
  const [danger, setDanger] = useState<string | null>('unknown');
  const [needs, setNeeds] = useState<string[]>(['shelter']);
  const [agreed, setAgreed] = useState(true);
  const [on, setOn] = useState(true);
  const [reason, setReason] = useState({ category: null as string | null, text: 'Too short' });
  return (
    <Columns even>
      <Card title="A form">
        <Form onSubmit={() => undefined} problemsTitle="There is a problem" label="Sample form">
          <TextField
            label="Working title"
            hint="No names of people."
            defaultValue="Motel corridor, Route 9"
          />
          <Select label="Type" options={KINDS} value={kind} onChange={setKind} placeholder="Choose" />
          <ComboBox
            label="Place"
            required={false}
            options={KINDS}
            value={place}
            onChange={setPlace}
            empty="Nothing fits"
          />
          <DateField label="Opened" value={opened} onChange={setOpened} />
          <MomentField label="Happened" value={at} onChange={setAt} />
          <NumberField label="Hours" unit="hours" defaultValue={7.5} />
          <RadioGroup
            label="Is somebody in danger now?"
            inline
            options={[
              { id: 'yes', label: 'Yes' },
              { id: 'no', label: 'No' },
              { id: 'unknown', label: 'Not known' },
            ]}
            value={danger}
            onChange={setDanger}
          />
          <CheckboxGroup
            label="Needs"
            columns={2}
            options={[
              { id: 'shelter', label: 'Shelter' },
              { id: 'medical', label: 'Medical care' },
              { id: 'interpreter', label: 'Interpreter' },
              { id: 'immigration', label: 'Immigration relief' },
            ]}
            value={needs}
            onChange={setNeeds}
          />
          <TextArea
            label="What is known"
            required={false}
            counter="18 / 2,000"
            defaultValue="Two vans, mornings."
          />
          <Checkbox checked={agreed} onChange={setAgreed} hint="Recorded with your name.">
            I checked this with the lead agency
          </Checkbox>
          <Switch on={on} onChange={setOn}>
            Tell me about changes
          </Switch>
          <FormActions>
            <Button look="primary" type="submit">
              Open the case
            </Button>
            <Button>Cancel</Button>
          </FormActions>
        </Form>
      </Card>
      <Stack>
        <Card title="The same with problems">
          <Form
            onSubmit={() => undefined}
            problems={PROBLEMS}
            problemsTitle="There is a problem"
            label="Form with problems"
          >
            <TextField label="Working title" name="title" hint="No names of people." />
            <Select
              label="Type"
              name="kind"
              options={KINDS}
              value={null}
              onChange={setKind}
              placeholder="Choose"
            />
            <DateField label="Opened" name="opened" value="2027-01-01" onChange={setOpened} />
            <FormSection title="Why" hint="A supervisor reads this.">
              <ReasonField
                label="Reason"
                hint="At least 20 characters."
                categoryLabel="Kind of reason"
                categories={KINDS}
                value={reason}
                onChange={setReason}
                least={20}
              />
            </FormSection>
            <TextField label="Disabled" disabled defaultValue="Cannot be changed" />
            <TextField label="Read only" readOnly defaultValue="2026-0042" code />
          </Form>
        </Card>
        <Card title="Files">
          <FileDrop
            label="Drop a file here"
            buttonLabel="Choose a file"
            hint="CSV, TSV, XLSX or JSON lines, up to 50 MB"
            onFiles={() => undefined}
          />
        </Card>
      </Stack>
    </Columns>
  );
}
