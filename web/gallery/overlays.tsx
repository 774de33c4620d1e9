import { useState } from 'react';
import {
  AlertDialog,
  Button,
  Card,
  ConflictDialog,
  Dialog,
  KeyHint,
  Menu,
  Row,
  StepUpDialog,
  toast,
} from '../ui/index.ts';

type Open = 'dialog' | 'side' | 'danger' | 'alert' | 'conflict' | 'stepUp' | null;

export function Overlays() {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <Card title="What lies above">
      <Row>
        <Button onPress={() => setOpen('dialog')}>Dialog</Button>
        <Button onPress={() => setOpen('side')}>Side dialog</Button>
        <Button onPress={() => setOpen('danger')}>Urgent dialog</Button>
        <Button onPress={() => setOpen('alert')}>Alert</Button>
        <Button onPress={() => setOpen('conflict')}>Conflict</Button>
        <Button onPress={() => setOpen('stepUp')}>Step up</Button>
        <Button
          onPress={() =>
            toast({ text: 'The tip was closed.', undo: { label: 'Undo', onUndo: () => undefined } })
          }
        >
          Toast
        </Button>
        <Menu
          label="More"
          trigger={<Button icon="more">Menu</Button>}
          groups={[
            {
              id: 'a',
              actions: [
                { id: 'edit', label: 'Edit', icon: 'edit', keys: 'e' },
                { id: 'seal', label: 'Seal', icon: 'seal', description: 'Only members see it' },
              ],
            },
            {
              id: 'b',
              title: 'Density',
              chosen: 'regular',
              actions: [
                { id: 'regular', label: 'Regular' },
                { id: 'compact', label: 'Compact' },
              ],
            },
            { id: 'c', actions: [{ id: 'close', label: 'Close the case', icon: 'close', harmful: true }] },
          ]}
        />
        <KeyHint keys="Ctrl K" />
      </Row>
      <Dialog open={open === 'dialog'} onClose={close} title="Add a member" closeLabel="Close">
        <p>People of member agencies can be added. They see the case at once.</p>
      </Dialog>
      <Dialog open={open === 'side'} onClose={close} title="Task" closeLabel="Close" shape="side">
        <p>Call the interpreter back.</p>
      </Dialog>
      <Dialog
        open={open === 'danger'}
        onClose={close}
        title="Somebody is in danger now"
        closeLabel="Close"
        urgent
      >
        <p>If a life is at risk this minute, call 911 first.</p>
      </Dialog>
      <AlertDialog
        open={open === 'alert'}
        title="Close this case?"
        confirmLabel="Close the case"
        cancelLabel="Keep it open"
        harmful
        onConfirm={close}
        onCancel={close}
      >
        Two strands are still operational. Closing stops their clocks.
      </AlertDialog>
      <ConflictDialog
        open={open === 'conflict'}
        title="This case was changed meanwhile"
        other="M. Okafor saved another version 4 minutes ago. Choose value by value; nothing is lost until you save."
        values={[
          {
            path: 'title',
            label: 'Working title',
            mine: 'Motel corridor, Route 9',
            theirs: 'Route 9 motels',
            before: 'Motels',
          },
          { path: 'lead', label: 'Lead agency', mine: 'HCPD', theirs: 'State Labor' },
          { path: 'kind', label: 'Type', mine: 'Sex', theirs: 'Sex', same: true },
        ]}
        onResolve={close}
        onBack={close}
      />
      <StepUpDialog
        open={open === 'stepUp'}
        reason="Exporting needs your password and a code."
        onConfirm={close}
        onCancel={close}
      />
    </Card>
  );
}
