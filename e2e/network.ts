import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { cookieName } from '../kit/http/server.ts';
import type { Person } from '../taskforce/testing.ts';
import { newVisitor, type BrowserHouse, type Visitor } from './house.ts';

/** A network between a phone and the house that can be cut: every connection breaks, and none comes about. */
export function network(to: number) {
  const open = new Set<Socket>();
  let whole = true;
  const server: Server = createServer((from) => {
    if (!whole) return void from.destroy();
    const on = connect(to, '127.0.0.1');
    for (const socket of [from, on]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        open.delete(socket);
        from.destroy();
        on.destroy();
      });
    }
    from.pipe(on).pipe(from);
  });
  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    listen: () =>
      new Promise<number>((resolve) =>
        server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
      ),
    cut,
    restore: () => void (whole = true),
    close: () => (cut(), server.close()),
  };
}
export type Network = ReturnType<typeof network>;

/** The phone of a person behind such a network at `url`, on the live board of an operation. */
export async function phoneOnBoard(
  { browser }: Pick<BrowserHouse, 'browser'>,
  url: string,
  { secret }: Person,
  operationId: string,
): Promise<Visitor> {
  const come = await newVisitor(browser, url, { width: 390, height: 844 });
  const secure = url.replace('http:', 'https:');
  await come.context.addCookies([
    { name: cookieName, value: secret, url: secure, httpOnly: true, sameSite: 'Strict' },
  ]);
  await come.page.goto(`${url}/operations/${operationId}/board/live`);
  await come.page.getByText('Live', { exact: true }).waitFor();
  return come;
}
