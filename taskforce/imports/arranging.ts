/** Importing in tests, through the procedures, in a few words. */
import type { Person, TestHouse } from '../testing.ts';

export type Importer = {
  /** Sends a file and returns the id of its import. */
  upload(name: string, content: Uint8Array | string): Promise<{ id: string }>;
  /** Calls a procedure of the room and expects it to go well. */
  call(procedure: string, input?: unknown): Promise<any>;
  /** Previews by a mapping and waits: the job as it ended. */
  preview(id: string, mapping: unknown): Promise<any>;
  run(id: string): Promise<any>;
  undo(id: string, reason?: string): Promise<any>;
  /** Waits for a job to end. */
  ended(jobId: string): Promise<any>;
};

/** A person who imports. Jobs must have been started. */
export function importer(house: TestHouse, person: Person): Importer {
  const call: Importer['call'] = async (procedure, input = {}) => {
    const { status, body } = await house.call(person, `imports.${procedure}`, input);
    if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const ended: Importer['ended'] = async (id) => {
    for (let i = 0; i < 2400; i++) {
      const { body } = await house.call(person, 'jobs.read', { id });
      if (['done', 'failed', 'cancelled'].includes(body.state)) return body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the job did not end');
  };
  return {
    call,
    ended,
    upload: (name, content) => call('upload', { name, content: Buffer.from(content).toString('base64') }),
    preview: async (id, mapping) => ended((await call('preview', { id, mapping })).jobId),
    run: async (id) => ended((await call('run', { id })).jobId),
    undo: async (id, reason = 'The wrong file was chosen for this import.') =>
      ended((await call('undo', { id, reason })).jobId),
  };
}
