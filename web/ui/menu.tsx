import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components';
import { cx, defined } from './cx.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import styles from './menu.module.css';

export interface MenuAction {
  id: string;
  label: string;
  icon?: IconName;
  description?: string;
  /** The key that does the same, shown on the right. */
  keys?: string;
  href?: string;
  disabled?: boolean;
  harmful?: boolean;
  onAction?: () => void;
}

export interface MenuGroup {
  id: string;
  title?: string;
  actions: readonly MenuAction[];
  /** One of the group is chosen (theme, density, language). */
  chosen?: string;
  onChoose?: (id: string) => void;
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  label: string;
  groups: readonly MenuGroup[];
  head?: ReactNode;
  align?: 'start' | 'end';
}

/** A menu of actions and choices under a button. */
export function Menu({ trigger, label, groups, head, align = 'end' }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover
        className={styles['popover'] ?? ''}
        placement={align === 'end' ? 'bottom end' : 'bottom start'}
        offset={6}
      >
        {head}
        <AriaMenu aria-label={label} className={styles['menu'] ?? ''}>
          {groups.map((group) => (
            <MenuSection
              key={group.id}
              id={group.id}
              className={styles['section'] ?? ''}
              aria-label={group.title ?? label}
              {...(group.chosen === undefined
                ? {}
                : {
                    selectionMode: 'single' as const,
                    selectedKeys: [group.chosen],
                    disallowEmptySelection: true,
                    onSelectionChange: (keys) => group.onChoose?.(String([...keys][0])),
                  })}
            >
              {group.title !== undefined && <Header className={styles['title'] ?? ''}>{group.title}</Header>}
              {group.actions.map((action) => (
                <Item
                  key={action.id}
                  action={action}
                  chosen={group.chosen === undefined ? undefined : group.chosen === action.id}
                />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Item({ action, chosen }: { action: MenuAction; chosen: boolean | undefined }) {
  return (
    <MenuItem
      id={action.id}
      textValue={action.label}
      {...defined({ href: action.href, onAction: action.onAction, isDisabled: action.disabled })}
      className={cx(styles['item'], action.harmful && styles['harmful'])}
    >
      {chosen !== undefined && (
        <span className={styles['mark']}>{chosen && <Icon name="check" size={16} />}</span>
      )}
      {action.icon && <Icon name={action.icon} size={18} />}
      <span className={styles['words']}>
        <Text slot="label">{action.label}</Text>
        {action.description !== undefined && (
          <Text slot="description" className={styles['description'] ?? ''}>
            {action.description}
          </Text>
        )}
      </span>
      {action.keys !== undefined && <KeyHint keys={action.keys} />}
    </MenuItem>
  );
}
