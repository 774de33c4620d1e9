import type { Messages } from '@lingui/core';
import type { ComponentType } from 'react';
import type { ListState, ListVocabulary } from './list-state.ts';
import type { IconName } from './ui/icon.tsx';
import { wing } from './wing.ts';

/** The areas of the left navigation, in their order. */
export type Area =
  | 'home'
  | 'tips'
  | 'cases'
  | 'victims'
  | 'imports'
  | 'nominations'
  | 'agenda'
  | 'calendar'
  | 'timesheet'
  | 'briefs'
  | 'providers'
  | 'standby'
  | 'operations'
  | 'deconfliction'
  | 'directory'
  | 'clients'
  | 'releases'
  | 'reports'
  | 'compelled'
  | 'figures'
  | 'referrals'
  | 'administration'
  | 'audit';

export interface AreaItem {
  area: Area;
  to: string;
  icon: IconName;
  /** Letter after `g`. */
  letter: string;
  /** Any of these opens the area; none needed when empty. */
  permissions: readonly string[];
}

export interface ScreenRoute {
  /** `/cases/$caseId`: the address, with `$` before what varies. Ids only; never a name or number of a person. */
  path: string;
  /** The screen, loaded when it is first opened: `() => import('./case-page.tsx')`, its default export drawn. */
  load: () => Promise<{ default: ComponentType }>;
  /** Key of the document's title. No personal data: "Case", not whose. */
  title: string;
  /** Without this permission the screen says "There is nothing here". */
  permission?: string;
  /** The page alone, without navigation and bar: for a phone in the field. */
  bare?: true;
  /** The navigation item that is lit; an area appears when one of its screens is the area's own address. */
  area?: Area;
}

export interface RoomCommand {
  id: string;
  /** Key of the words shown in the palette ("Open a case"). */
  label: string;
  icon?: IconName;
  permission?: string;
  /** Where it leads, or what it does. */
  to?: string;
  run?: () => void;
  /** Stands in the Create menu too. */
  create?: boolean;
  /** Letter sequence that does it (`g m`). */
  keys?: string;
}

/** Something the palette found, already limited to what the reader may see. */
export interface Found {
  id: string;
  label: string;
  description?: string;
  to: string;
}

/** Looks something up for the palette; the term travels in a request body. */
export type Finder = (term: string, signal: AbortSignal) => Promise<Found[]>;

/** What the dialog "Imminent danger" hands to the form that fills it. */
export interface DangerFormProps {
  onDone: () => void;
  onCancel: () => void;
}

/** A notification: what happened in words without personal data, and where to look. */
export interface BellNotice {
  id: string;
  text: string;
  /** ISO 8601. */
  at: string;
  to: string;
  unread: boolean;
  urgent?: boolean;
}

export interface Bell {
  read: (signal: AbortSignal) => Promise<BellNotice[]>;
  markAllRead: () => Promise<unknown>;
  /** Called when one is opened. */
  markRead: (id: string) => Promise<unknown>;
}

/** What a room brings to the shell: exported as `routes` from `<room>/screens/routes.tsx`. Keep that file light. */
export interface RoomScreens {
  /** Name of the room's folder; prefix of its words. */
  room: string;
  /** Other rooms whose words these screens use, such as `vocabulary`. */
  words?: readonly string[];
  screens: readonly ScreenRoute[];
  commands?: readonly RoomCommand[];
  bell?: () => Promise<{ default: Bell }>;
  find?: () => Promise<{ default: Finder }>;
  /** A page that works from what the device holds while nobody can be signed in, because the server is away. */
  away?: { path: RegExp; load: () => Promise<{ default: ComponentType<{ onRetry: () => void }> }> };
  /** What a room throws away on this device when the session ends. */
  leaving?: () => Promise<{ letGoOfAll: () => Promise<void> }>;
  /** The form inside the dialog "Imminent danger". The first room that brings one fills it. */
  danger?: () => Promise<{ default: ComponentType<DangerFormProps> }>;
}

/** A compiled language file, loaded when its room is opened. */
export type WordsFile = () => Promise<{ default: Messages }>;

/** What is known of a list of the house when tools for it are drawn. */
export interface ListToolsProps {
  list: 'accounts' | 'audit';
  words: ListVocabulary;
  state: ListState;
  filter: object;
  permission: string;
  marked?: ReadonlySet<string>;
}

/** What a wing brings to the shell. */
export interface WingScreens {
  name: 'taskforce' | 'provider';
  /** Its rooms by file. */
  rooms: Readonly<Record<string, { routes: RoomScreens }>>;
  /** Its words by file. */
  words: Readonly<Record<string, WordsFile>>;
  /** The left navigation in its order. */
  areas: readonly AreaItem[];
  /** Tools for the lists that both wings have. */
  listTools?: () => Promise<{ default: ComponentType<ListToolsProps> }>;
}

/** Rooms that both wings have: accounts, audit. */
const shared = import.meta.glob<{ routes: RoomScreens }>('./house/*/screens/routes.tsx', { eager: true });

/** Every room that brings screens; a new room appears here by having the file. */
export const rooms: readonly RoomScreens[] = [...Object.values(wing.rooms), ...Object.values(shared)].map(
  (file) => file.routes,
);
