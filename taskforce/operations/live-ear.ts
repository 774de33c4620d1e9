import pg from 'pg';

/**
 * One connection that listens to a channel of the database. It connects when it is first needed, and again when it was
 * lost; whoever listens is then told that anything may have been missed.
 */
export class Ear {
  readonly #connection: pg.ClientConfig;
  readonly #channel: string;
  readonly #heard: (said: string | null) => void;
  #client: Promise<pg.Client> | null = null;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  /** @param heard is told what was said on the channel; null after a time in which something may have been missed */
  constructor(connection: pg.ClientConfig, channel: string, heard: (said: string | null) => void) {
    this.#connection = connection;
    this.#channel = channel;
    this.#heard = heard;
  }

  /**
   * Listens from now on.
   * @throws what the database said when it cannot be reached
   */
  async listening(): Promise<void> {
    if (this.#closed) return;
    this.#client ??= this.#connect();
    await this.#client;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const client = await this.#client?.catch(() => null);
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionTimeoutMillis: 5000, keepAlive: true, ...this.#connection });
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      this.#client = null;
      this.#again();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ payload }) => this.#heard(payload ?? null));
    try {
      await client.connect();
      await client.query(`listen ${this.#channel}`);
      return client;
    } catch (error) {
      lose();
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Tries until it hears again. */
  #again(): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.listening().then(
        () => this.#heard(null),
        () => undefined,
      );
    }, 500);
    this.#retry.unref();
  }
}
