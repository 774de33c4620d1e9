import { ORPCError } from '@orpc/client';
import type { Upload as UploadFields } from '../kit/files/contract.ts';
import type { z } from 'zod';
import { client, throughGates } from './api.ts';

export type Belonging = z.input<typeof UploadFields>;

/**
 * Sends one file to a record. Waits at the lock and repeats itself like every other request, with one idempotency
 * key, so that a repeated file is received once.
 * @param progress told the share that has left, 0 to 1
 * @returns id of the file
 * @throws an error that `problemOf` reads: field `file` says what is wrong with it and what to do
 */
export async function sendFile(
  file: File,
  belonging: Belonging,
  progress: (share: number) => void = () => undefined,
): Promise<{ id: string }> {
  const key = crypto.randomUUID();
  return (await throughGates('files.receive', () => post(file, belonging, key, progress))) as { id: string };
}

function post(
  file: File,
  belonging: Belonging,
  key: string,
  progress: (share: number) => void,
): Promise<unknown> {
  const form = new FormData();
  form.append('scopeTable', belonging.scopeTable);
  form.append('scopeId', belonging.scopeId);
  for (const label of belonging.handling ?? []) form.append('handling', label);
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    request.setRequestHeader('x-concert', '1');
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.setRequestHeader('idempotency-key', key);
    request.responseType = 'json';
    request.upload.addEventListener(
      'progress',
      (event) => event.total > 0 && progress(event.loaded / event.total),
    );
    request.addEventListener('load', () => {
      if (request.status === 200) resolve(request.response);
      else reject(refusalOf(request.status, request.response));
    });
    request.addEventListener('error', () => reject(new TypeError('no answer')));
    request.send(form);
  });
}

function refusalOf(status: number, answer: unknown): Error {
  const { code, message, data } = (answer ?? {}) as { code?: string; message?: string; data?: unknown };
  if (code === undefined) return new TypeError('no answer');
  return new ORPCError(code, { status, message: message ?? '', data });
}

/** Saves a file of a record on this device: its address works once, for a minute, and carries no cookie. */
export async function downloadFile(id: string): Promise<void> {
  saveFrom(await client.files.ticket({ id }));
}

/** Saves what stands behind the address of a ticket. */
export function saveFrom({ url }: { url: string }): void {
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.click();
}
