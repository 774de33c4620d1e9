import { passGate } from '../../../web/gates.ts';
import { ORPCError } from '@orpc/client';

/**
 * Sends a file and returns the id of its import. The name travels in a header, so that it stands in no address.
 * Waits at the lock screen and goes on. @throws ORPCError with the problem's code and fields
 */
export async function sendFile(file: File): Promise<string> {
  const response = await fetch('/imports/file', {
    method: 'POST',
    body: file,
    credentials: 'same-origin',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    headers: {
      'content-type': 'application/octet-stream',
      'x-concert': '1',
      'x-file-name': encodeURIComponent(file.name.slice(-200)),
    },
  });
  const answer = (await response.json().catch(() => ({}))) as {
    id?: string;
    code?: string;
    message?: string;
    data?: unknown;
  };
  if (response.ok && answer.id !== undefined) return answer.id;
  if (answer.code === 'session_locked' && (await passGate('lock'))) return sendFile(file);
  throw new ORPCError(answer.code ?? 'internal', {
    status: response.status,
    message: answer.message ?? '',
    data: answer.data,
  });
}

/** Gives a text to the reader as a file; nothing leaves the browser. */
export function saveText(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
