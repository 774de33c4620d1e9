import type { Socket } from 'node:net';
import type { Client, Connection, Submittable } from 'pg';

/** What pg's connection offers for COPY and its type declarations leave out. */
type CopyConnection = Connection & {
  stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

const PAUSE_ABOVE = 8 * 1024 * 1024;

/** The parts of pg's query protocol that both directions of COPY share. */
abstract class Copy implements Submittable {
  /** Number of rows, once done. */
  readonly done: Promise<number>;
  protected settle = Promise.withResolvers<number>();
  protected rows = 0;
  private readonly sql: string;

  constructor(sql: string) {
    this.sql = sql;
    this.done = this.settle.promise;
    this.done.catch(() => {});
  }

  submit(connection: Connection): void {
    (connection as CopyConnection).query(this.sql);
  }

  handleError(error: Error): void {
    this.settle.reject(error);
  }

  handleCommandComplete(message: { text: string }): void {
    this.rows = Number(message.text.split(' ')[1]);
  }

  handleReadyForQuery(): void {
    this.settle.resolve(this.rows);
  }
}

class CopyOut extends Copy {
  private queue: Buffer[] = [];
  private queued = 0;
  private paused: Socket | undefined;
  private wake: () => void = () => {};

  handleCopyData({ chunk }: { chunk: Buffer }, connection: CopyConnection): void {
    // The chunk is a window on the parser's buffer, which is used again.
    this.queue.push(Buffer.from(chunk));
    this.queued += chunk.length;
    if (this.queued > PAUSE_ABOVE && this.paused === undefined) this.paused = connection.stream.pause();
    this.wake();
  }

  /** The copied text in pieces of about `size` bytes, each ending at a row's end. */
  async *pieces(size: number): AsyncGenerator<Buffer, number> {
    const end = this.done.then(
      () => 'end' as const,
      () => 'end' as const,
    );
    for (let ended = false; !ended;) {
      while (this.queued >= size) yield this.take();
      const more = new Promise<'more'>((resolve) => (this.wake = () => resolve('more')));
      ended = (await Promise.race([end, more])) === 'end';
    }
    const rows = await this.done;
    if (this.queued > 0) yield this.take();
    return rows;
  }

  private take(): Buffer {
    const taken = Buffer.concat(this.queue);
    this.queue = [];
    this.queued = 0;
    this.paused?.resume();
    this.paused = undefined;
    return taken;
  }
}

class CopyIn extends Copy {
  private readonly source: AsyncIterable<Buffer>;

  constructor(sql: string, source: AsyncIterable<Buffer>) {
    super(sql);
    this.source = source;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.feed(connection).catch((error: unknown) => {
      connection.sendCopyFail('the source ended');
      this.settle.reject(error);
    });
  }

  private async feed(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.source) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await Promise.race([drained(connection.stream), this.done]);
    }
    connection.endCopyFrom();
  }
}

function drained(stream: Socket): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}

/**
 * Runs `COPY … TO STDOUT` and gives its text in pieces; the returned value is the number of rows.
 * Nothing else may be asked of the connection until the last piece was taken.
 */
export function copyOut(client: Client, sql: string, pieceBytes: number): AsyncGenerator<Buffer, number> {
  return client.query(new CopyOut(sql)).pieces(pieceBytes);
}

/** Runs `COPY … FROM STDIN` with the text of `source`; resolves with the number of rows. */
export function copyIn(client: Client, sql: string, source: AsyncIterable<Buffer>): Promise<number> {
  return client.query(new CopyIn(sql, source)).done;
}
