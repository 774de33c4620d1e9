import { useEffect, useState } from 'react';
import { rooms } from '../rooms.ts';
import type { RoomCommand } from '../rooms.ts';
import { knows, loadRoomWords } from '../words/index.ts';

type Can = (permission: string | undefined) => boolean;

/** The commands of all rooms that the reader may do, once there are words for them. */
export function commandsFor(can: Can): RoomCommand[] {
  return rooms
    .flatMap((room) => room.commands ?? [])
    .filter((command) => can(command.permission) && knows(command.label));
}

/** Whether the reader may make anything here; known before there are words for it. */
export function mayCreate(can: Can): boolean {
  return rooms.some((room) => room.commands?.some((command) => command.create && can(command.permission)));
}

/**
 * Loads the words of rooms that bring commands, when the first page stands and the browser has a moment: Create
 * menu, palette and keys show them before a room is opened.
 */
export function useCommandWords(): void {
  const [, setLoaded] = useState(false);
  useEffect(() => {
    const load = () => {
      const bringing = rooms.filter((room) => (room.commands?.length ?? 0) > 0);
      void Promise.all(bringing.map((room) => loadRoomWords(room.room))).then(() => setLoaded(true));
    };
    const waiting = setTimeout(load, 400);
    return () => clearTimeout(waiting);
  }, []);
}
