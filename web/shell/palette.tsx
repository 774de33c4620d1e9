import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from 'react-aria-components';
import { rooms } from '../rooms.ts';
import type { Found } from '../rooms.ts';
import { useCan } from '../session.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import { useWords } from '../words/index.ts';
import type { Translate } from '../words/index.ts';
import { areasFor } from './areas.ts';
import { commandsFor } from './commands.ts';
import styles from './palette.module.css';

interface Entry {
  id: string;
  label: string;
  description?: string;
  icon: IconName;
  to?: string;
  run?: () => void;
}

/** Finds and does: areas, commands of every room, and records by what the reader may see. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const [term, setTerm] = useState('');
  const found = useFound(term);
  const fits = (entry: Entry) => plain(entry.label).includes(plain(term));
  const sections = [
    { id: 'do', title: t('shell.palette.do'), entries: commands(t, can).filter(fits) },
    { id: 'go', title: t('shell.palette.go'), entries: places(t, can).filter(fits) },
    { id: 'found', title: t('shell.palette.found'), entries: found },
  ].filter((section) => section.entries.length > 0);
  const choose = (entry: Entry) => {
    onClose();
    if (entry.run) entry.run();
    else void navigate({ href: entry.to ?? '/' });
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className={styles['veil'] ?? ''}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog aria-label={t('shell.palette.title')} className={styles['dialog'] ?? ''}>
          <Autocomplete inputValue={term} onInputChange={setTerm}>
            <SearchField aria-label={t('shell.palette.title')} autoFocus className={styles['field'] ?? ''}>
              <Icon name="search" />
              <Input placeholder={t('shell.palette.hint')} className={styles['input'] ?? ''} />
            </SearchField>
            <Menu
              aria-label={t('shell.palette.title')}
              className={styles['menu'] ?? ''}
              renderEmptyState={() => <p className={styles['none']}>{t('shell.palette.none')}</p>}
            >
              {sections.map((section) => (
                <MenuSection key={section.id} id={section.id} className={styles['section'] ?? ''}>
                  <Header className={styles['title'] ?? ''}>{section.title}</Header>
                  {section.entries.map((entry) => (
                    <MenuItem
                      key={entry.id}
                      id={entry.id}
                      textValue={entry.label}
                      onAction={() => choose(entry)}
                      className={styles['item'] ?? ''}
                    >
                      <Icon name={entry.icon} size={18} />
                      <Text slot="label">{entry.label}</Text>
                      {entry.description !== undefined && (
                        <Text slot="description" className={styles['description'] ?? ''}>
                          {entry.description}
                        </Text>
                      )}
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Letters without case and accents, for comparing what was typed with what is offered. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function places(t: Translate, can: (permission: string) => boolean): Entry[] {
  return areasFor(can).map((item) => ({
    id: `go-${item.area}`,
    label: t(`shell.nav.${item.area}`),
    icon: item.icon,
    to: item.to,
  }));
}

function commands(t: Translate, can: (permission: string | undefined) => boolean): Entry[] {
  return commandsFor(can).map((command) => ({
    id: command.id,
    label: t(command.label),
    icon: command.icon ?? 'next',
    ...(command.to === undefined ? {} : { to: command.to }),
    ...(command.run === undefined ? {} : { run: command.run }),
  }));
}

/** Records found by the rooms' finders; the term is sent in a body and kept nowhere. */
function useFound(term: string): Entry[] {
  const wanted = term.trim();
  const { data = [] } = useQuery({
    queryKey: ['palette', wanted],
    enabled: wanted.length >= 2,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Found[]> => {
      const finders = await Promise.all(rooms.flatMap((room) => (room.find ? [room.find()] : [])));
      return (await Promise.all(finders.map((finder) => finder.default(wanted, signal)))).flat().slice(0, 12);
    },
  });
  return data.map((one) => ({ ...one, icon: 'file' as const }));
}
