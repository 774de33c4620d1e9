import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  Clock,
  Columns,
  EmptyState,
  Facts,
  Failed,
  Figure,
  IconButton,
  Notice,
  PHASES,
  PageHeader,
  PhaseChip,
  PhasePicture,
  Progress,
  Row,
  Skeleton,
  Stack,
  Status,
  Tabs,
  Timeline,
} from '../ui/index.ts';
import { useState } from 'react';
import { NOW } from './sample.ts';

const NAMES = {
  pre_operational: 'Pre-operational',
  operational: 'Operational',
  post_operational: 'Post-operational',
};

function Overview() {
  return (
    <Columns
      rail={
        <>
          <Card title="Next">
            <Stack gap="small">
              <Clock due="2026-03-12T09:00:00Z" now={NOW} exact />
              <Clock due="2026-03-13T12:00:00Z" now={NOW} />
              <Clock due="2026-04-20T12:00:00Z" now={NOW} />
              <Clock due="2026-03-10T12:00:00Z" now={NOW} metAt="2026-03-09T12:00:00Z" />
            </Stack>
          </Card>
          <Card title="States">
            <Stack gap="small">
              <Status tone="neutral">Received</Status>
              <Status tone="accent">In progress</Status>
              <Status tone="good">Recovered</Status>
              <Status tone="warn">Waiting for approval</Status>
              <Status tone="danger">Somebody in danger</Status>
              <Status tone="muted">Closed, no action</Status>
              <Row>
                {PHASES.map((phase) => (
                  <PhaseChip key={phase} phase={phase} label={NAMES[phase]} />
                ))}
              </Row>
            </Stack>
          </Card>
        </>
      }
    >
      <Card title="Phase picture">
        <PhasePicture
          counts={{ pre_operational: 2, operational: 3, post_operational: 1 }}
          names={NAMES}
          label="2 pre-operational, 3 operational, 1 post-operational"
        />
      </Card>
      <Card title="Facts">
        <Facts
          columns={2}
          empty="Not recorded"
          facts={[
            { label: 'Lead agency', value: 'Harbor County Police' },
            { label: 'Origin', value: 'Proactive, street outreach' },
            { label: 'Opened', value: '4 Jan 2026' },
            { label: 'Hours to date', value: '412' },
            { label: 'Spin-off of', value: '' },
            { label: 'Handling', value: <Badge icon="lock">Part 23</Badge> },
          ]}
        />
      </Card>
      <Card title="Timeline" count={4}>
        <Timeline
          label="Timeline"
          entries={[
            {
              id: '1',
              when: '11 Mar 2026, 22:40',
              title: 'Target 2 became operational',
              weight: 'strong',
              icon: 'refresh',
              by: 'R. Calloway, HCPD',
              recorded: 'recorded 12 Mar',
              children: 'First covert engagement. Effective 11 March, recorded the next morning.',
            },
            {
              id: '2',
              when: '10 Mar 2026',
              title: 'Danger reported',
              weight: 'danger',
              icon: 'danger',
              by: 'Dispatch',
            },
            {
              id: '3',
              when: '8 Mar 2026',
              title: 'Interview',
              icon: 'people',
              by: 'M. Okafor, victim specialist',
              children: 'Two hours, with interpreter.',
            },
            { id: '4', when: 'winter 2025', title: 'First seen at the site', icon: 'clock' },
          ]}
        />
      </Card>
    </Columns>
  );
}

export function Pages() {
  const [tab, setTab] = useState('overview');
  return (
    <Stack gap="large">
      <div>
        <PageHeader
          crumbs={<Breadcrumbs label="You are here" crumbs={[{ label: 'Cases', href: '#cases' }]} />}
          number="2026-0042"
          title="Motel corridor, Route 9"
          type="Sex trafficking, proactive"
          badges={
            <>
              <Badge tone="warn" icon="seal">
                Sealed
              </Badge>
              <Badge tone="accent">4 members</Badge>
              <Badge>Part 23</Badge>
            </>
          }
          owner="Lead: Renata Calloway, HCPD"
          deadline={<Clock due="2026-03-13T12:00:00Z" now={NOW} />}
          actions={
            <>
              <Button look="primary" icon="plus">
                Log activity
              </Button>
              <Button icon="brief">Status brief</Button>
              <IconButton icon="more" label="More" />
            </>
          }
        />
        <Tabs
          label="Case"
          selected={tab}
          onSelect={setTab}
          parts={[
            { id: 'overview', label: 'Overview', content: <Overview /> },
            { id: 'people', label: 'People', count: 6, content: <Card>People</Card> },
            { id: 'timeline', label: 'Timeline', content: <Card>Timeline</Card> },
            { id: 'tasks', label: 'Tasks', count: '2 overdue', content: <Card>Tasks</Card> },
            { id: 'documents', label: 'Documents', count: 31, content: <Card>Documents</Card> },
            { id: 'history', label: 'History', content: <Card>History</Card> },
          ]}
        />
      </div>
      <Columns even>
        <Figure value="128" label="Open cases" note="71 sex, 44 labor, 13 both" href="#open" />
        <Figure value="38%" label="Proactive" note="of cases opened in 90 days" />
      </Columns>
      <Columns even>
        <Stack>
          <Notice title="Two people look alike">Compare them before linking.</Notice>
          <Notice tone="warn" title="Seal ends in 3 days" action={<Button size="small">Extend</Button>} />
          <Notice tone="danger" title="Dispatch was not reached">
            Try the second number.
          </Notice>
          <Notice tone="good">The brief was sent.</Notice>
          <Failed title="This list could not be read" retryLabel="Try again" onRetry={() => undefined}>
            The server cannot be reached.
          </Failed>
          <Progress
            label="Import"
            detail="12,400 of 50,000 rows"
            done={12400}
            of={50000}
            cancelLabel="Stop"
            onCancel={() => undefined}
          />
          <Progress label="Export" detail="Preparing" />
        </Stack>
        <Card title="Empty and reading">
          <EmptyState icon="tip" title="No tips wait" action={<Button icon="plus">Record a tip</Button>}>
            New tips from the public form, phone and partners appear here.
          </EmptyState>
          <Skeleton label="Reading" lines={4} />
        </Card>
      </Columns>
      <Row>
        <Button look="primary">Primary</Button>
        <Button>Plain</Button>
        <Button look="quiet">Quiet</Button>
        <Button look="danger">Danger</Button>
        <Button look="danger-quiet">Revoke</Button>
        <Button look="primary" pending>
          Saving
        </Button>
        <Button isDisabled>Disabled</Button>
        <Button size="small" icon="export">
          Small
        </Button>
        <IconButton icon="bell" label="Notifications, 3 new" count={3} />
      </Row>
    </Stack>
  );
}
