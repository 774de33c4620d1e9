import { useState } from 'react';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';
import { Form, FormActions } from './form.tsx';
import { Menu } from './menu.tsx';
import { RadioGroup } from './choice.tsx';
import type { Option } from './select.tsx';

export interface SavedView {
  id: string;
  name: string;
  /** Who sees it, in words: mine, team, shared. */
  sharing: string;
}

export interface SavedViewsProps {
  views: readonly SavedView[];
  current: string | undefined;
  onChoose: (id: string) => void;
  /** Keeps filters, sort and columns as they are now. Left out for readers who may not. */
  onSave?: (name: string, sharing: string) => void;
  /** Takes the current view away; only its maker may. */
  onDrop?: () => void;
  /** With whom a view may be shared: closed ids and their words. */
  sharing: readonly Option[];
}

/** Views kept by name. The name is typed text and therefore lives on the server, never in the address. */
export function SavedViews({ views, current, onChoose, onSave, onDrop, sharing }: SavedViewsProps) {
  const { t } = useWords();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(sharing[0]?.id ?? '');
  const chosen = views.find((view) => view.id === current);
  const save = () => {
    if (name.trim() === '') return;
    onSave?.(name.trim(), shared);
    setNaming(false);
    setName('');
  };
  const keep = {
    id: 'save',
    label: t('ui.views.save'),
    icon: 'plus' as const,
    onAction: () => setNaming(true),
  };
  const drop = {
    id: 'drop',
    label: t('ui.views.drop'),
    icon: 'close' as const,
    onAction: () => onDrop?.(),
  };
  return (
    <>
      <Menu
        label={t('ui.views.title')}
        align="start"
        trigger={
          <Button size="small" icon="bookmark">
            {chosen?.name ?? t('ui.views.title')}
          </Button>
        }
        groups={[
          ...(views.length === 0
            ? []
            : [
                {
                  id: 'views',
                  title: t('ui.views.title'),
                  chosen: current ?? '',
                  onChoose,
                  actions: views.map((view) => ({
                    id: view.id,
                    label: view.name,
                    description: view.sharing,
                  })),
                },
              ]),
          ...(onSave ? [{ id: 'keep', actions: [keep, ...(onDrop ? [drop] : [])] }] : []),
        ]}
      />
      <Dialog
        open={naming}
        onClose={() => setNaming(false)}
        title={t('ui.views.save')}
        closeLabel={t('ui.close')}
      >
        <Form onSubmit={save} problemsTitle={t('ui.problems')}>
          <TextField
            label={t('ui.views.name')}
            hint={t('ui.views.nameHint')}
            value={name}
            onChange={setName}
            autoFocus
          />
          <RadioGroup label={t('ui.views.sharing')} options={sharing} value={shared} onChange={setShared} />
          <FormActions>
            <Button look="primary" type="submit">
              {t('ui.views.saveDo')}
            </Button>
            <Button onPress={() => setNaming(false)}>{t('ui.cancel')}</Button>
          </FormActions>
        </Form>
      </Dialog>
    </>
  );
}
