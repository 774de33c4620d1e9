import { useEffect, useRef, type ReactNode } from 'react';
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
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [frame, list] = [strip.current, strip.current?.firstElementChild];
    if (!frame || !list) return undefined;
    // Asked when it is drawn and again when the numbers beside the words arrive and make it longer.
    const sizes = new ResizeObserver(() => showSelected(frame));
    sizes.observe(list);
    return () => sizes.disconnect();
  }, [selected]);
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
      <div ref={strip} className={styles['strip']}>
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

/** On a narrow screen the strip is longer than the page: what is open is moved into it, without moving the page. */
function showSelected(strip: HTMLElement): void {
  const tab = strip.querySelector<HTMLElement>('[role=tab][data-selected]');
  if (!tab) return;
  const [frame, own] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
  if (own.left < frame.left) strip.scrollLeft -= frame.left - own.left;
  else if (own.right > frame.right) strip.scrollLeft += own.right - frame.right;
}
