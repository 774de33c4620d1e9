import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import styles from './tabs.module.css';

export interface TabPart {
  id: string;
  label: string;
  /** A number beside the word (how many tasks). */
  count?: string | number;
  content: ReactNode;
  /** Where the tab lives, so that it is a deep link. */
  href?: string;
}

/** Parts of one record. Controlled by the route where there is one; only the open part is mounted. */
export function Tabs({
  label,
  parts,
  selected,
  onSelect,
}: {
  label: string;
  parts: readonly TabPart[];
  selected: string;
  onSelect: (id: string) => void;
}) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => {
        // A tab with an address is a link, which leads there by itself; leading there twice may end elsewhere.
        if (parts.find((part) => part.id === key)?.href === undefined) onSelect(String(key));
      }}
      keyboardActivation="manual"
      className={styles['tabs'] ?? ''}
    >
      <div className={styles['strip']}>
        <TabList aria-label={label} className={styles['list'] ?? ''}>
          {parts.map((part) => (
            <Tab
              key={part.id}
              id={part.id}
              className={styles['tab'] ?? ''}
              {...(part.href === undefined ? {} : { href: part.href })}
            >
              {part.label}
              {part.count !== undefined && <span className={styles['count']}>{part.count}</span>}
            </Tab>
          ))}
        </TabList>
      </div>
      {parts.map((part) => (
        <TabPanel key={part.id} id={part.id} className={styles['panel'] ?? ''}>
          {part.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
