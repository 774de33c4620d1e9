import { useEffect, useState } from 'react';
import { rooms } from '../rooms.ts';
import type { RoomCommand } from '../rooms.ts';
import { knows, loadRoomWords } from '../words/index.ts';

/** The commands of all rooms that the reader may do, once there are words for them. */
export function commandsFor(can: (permission: string | undefined) => boolean): RoomCommand[] {
  return rooms
    .flatMap((room) => room.commands ?? [])
    .filter((command) => can(command.permission) && knows(command.label));
}

/** Loads the words of rooms that bring commands: Create menu, palette and keys show them before a room is opened. */
export function useCommandWords(): void {
  const [, setLoaded] = useState(false);
  useEffect(() => {
    const bringing = rooms.filter((room) => (room.commands?.length ?? 0) > 0);
    void Promise.all(bringing.map((room) => loadRoomWords(room.room))).then(() => setLoaded(true));
  }, []);
}
