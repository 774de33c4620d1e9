import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { newEntryId } from './rules-box.ts';
import { blankEntry } from './rules-run.ts';
import { memoryShelf, Outbox, type Answer, type OutboxState, type Shelf } from './screens/board/outbox.ts';

const pair = createECDH('prime256v1');
pair.generateKeys();
const boxKey = pair.getPublicKey().toString('base64');
const entry = () => blankEntry(newEntryId(), 'medical', new Date().toISOString());

/** A phone with its shelf, and a server that is there or not. */
function phone(shelf: Shelf = memoryShelf(), accountId = 'mia') {
  const sent: string[][] = [];
  const states: OutboxState[] = [];
  const server = { there: true, refuses: false };
  const outbox = new Outbox({
    operationId: 'night-market',
    accountId,
    boxKey,
    shelf,
    send: async (boxes) => {
      if (!server.there) throw new Error('no connection');
      sent.push(boxes.map(({ id }) => id));
      return boxes.map(({ id }): Answer => ({ id, sequence: 1, refused: server.refuses ? 'ended' : null }));
    },
    onChange: (state) => states.push(state),
    pauses: [5, 10],
  });
  return { outbox, sent, server, shelf, now: () => states.at(-1)! };
}

test('an entry is sent and forgotten; without a connection it waits, and goes when it comes back', async () => {
  const one = phone();
  one.server.there = false;
  const [first, second] = [entry(), entry()];
  await one.outbox.add(first);
  await one.outbox.add(second);
  expect(one.now().waiting).toBe(2);
  expect(await one.shelf.all('night-market', 'mia')).toHaveLength(2);
  one.server.there = true;
  await expect.poll(() => one.now().waiting, { interval: 2 }).toBe(0);
  expect(one.sent.flat().toSorted()).toEqual([first.id, second.id].toSorted());
  expect(await one.shelf.all('night-market', 'mia')).toEqual([]);
});

test('what waited when the page was left is sent by the next one, for the same person alone', async () => {
  const before = phone();
  before.server.there = false;
  await before.outbox.add(entry());
  before.outbox.close();
  const other = phone(before.shelf, 'otto');
  await other.outbox.open();
  expect(other.now().waiting).toBe(0);
  const after = phone(before.shelf);
  await after.outbox.open();
  await expect.poll(() => after.sent.flat().length, { interval: 2 }).toBe(1);
  expect(after.now().drafts, 'the device cannot read what it sealed').toEqual([]);
});

test('nothing that can be read lies on the shelf', async () => {
  const one = phone();
  one.server.there = false;
  await one.outbox.add({ ...entry(), kind: 'note', note: 'Two women ask for water' });
  const text = JSON.stringify(await one.shelf.all('night-market', 'mia'));
  expect(Buffer.from(JSON.parse(text)[0].box, 'base64').toString('latin1')).not.toMatch(/water|note/);
  expect(text).not.toMatch(/water|"note"/);
  one.outbox.close();
});

test('what the server does not take is shown with the entry until it was seen', async () => {
  const one = phone();
  one.server.refuses = true;
  const refused = entry();
  await one.outbox.add(refused);
  await expect
    .poll(() => one.now().refused, { interval: 2 })
    .toEqual([{ id: refused.id, entry: refused, why: 'ended' }]);
  expect(one.now().waiting).toBe(0);
  one.outbox.dismiss(refused.id);
  expect(one.now().refused).toEqual([]);
});
