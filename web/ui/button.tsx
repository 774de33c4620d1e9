import type { ReactNode } from 'react';
import { Button as AriaButton, Link as AriaLink } from 'react-aria-components';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './button.module.css';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger' | 'danger-quiet';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  look?: ButtonLook;
  size?: 'regular' | 'small';
  icon?: IconName;
  /** Work is under way: the button stays focusable, cannot be pressed again and says so. */
  pending?: boolean;
  /** Fill the width of its container (sign-in, phone). */
  wide?: boolean;
  children: ReactNode;
}

/** A button with words. `primary` once a screen, `plain` for the rest, `quiet` inside rows, `danger` to harm. */
export function Button({
  look = 'plain',
  size = 'regular',
  icon,
  pending,
  wide,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      isPending={pending ?? false}
      className={cx(styles['button'], styles[look], styles[size], wide && styles['wide'])}
    >
      {icon && <Icon name={icon} size={size === 'small' ? 16 : 18} />}
      <span className={styles['words']}>{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'style' | 'children' | 'aria-label'
> {
  icon: IconName;
  /** What it does, in words: read aloud and shown on hover. */
  label: string;
  size?: 'regular' | 'small';
  /** A number shown on the corner; 0 shows nothing. Say it in the label too. */
  count?: number;
}

/** A square button with an icon; its label is its name. */
export function IconButton({ icon, label, size = 'regular', count = 0, ...rest }: IconButtonProps) {
  return (
    <AriaButton
      {...rest}
      aria-label={label}
      render={(props) => <button {...props} title={label} />}
      className={cx(styles['button'], styles['quiet'], styles['square'], styles[size])}
    >
      <Icon name={icon} size={size === 'small' ? 16 : 20} />
      {count > 0 && (
        <span className={styles['count']} data-count={count > 99 ? '99+' : count} aria-hidden="true" />
      )}
    </AriaButton>
  );
}

export interface ButtonLinkProps {
  href: string;
  look?: ButtonLook;
  size?: 'regular' | 'small';
  icon?: IconName;
  wide?: boolean;
  children: ReactNode;
}

/** A link that looks like a button: for going somewhere, so that it can be opened in a new tab. */
export function ButtonLink({
  href,
  look = 'plain',
  size = 'regular',
  icon,
  wide,
  children,
}: ButtonLinkProps) {
  return (
    <AriaLink
      href={href}
      className={cx(styles['button'], styles[look], styles[size], wide && styles['wide'])}
    >
      {icon && <Icon name={icon} size={size === 'small' ? 16 : 18} />}
      <span className={styles['words']}>{children}</span>
    </AriaLink>
  );
}
