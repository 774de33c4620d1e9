import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withoutHiddenData } from '../kit/files/pictures.ts';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';
import { pictureLimits } from '../taskforce/tips/public.ts';

const secret = 'GPS 41.8781 N 87.6298 W Canary Phone 9';

/** A JPEG of one grey block (T.81), with what a camera and a gallery would have written into it. */
const greyBlock = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffdb004300' +
    '01'.repeat(64) +
    'ffc0000b080008000801011100ffc400140001' +
    '00'.repeat(15) +
    '00ffc4001410' +
    '01' +
    '00'.repeat(15) +
    '00ffda0008010100003f00fe7fffd9',
  'hex',
);

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** An EXIF block that says: turned by a quarter (6), and where the picture was taken. */
const exif = (() => {
  const tiff = Buffer.from('49492a000800000001001201030001000000060000000000', 'hex');
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(secret)]);
})();

function photograph(mark = ''): Buffer {
  const parts = [
    greyBlock.subarray(0, 2),
    segment(0xe1, exif),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${secret}`)),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${secret}`)),
    segment(0xfe, Buffer.from(secret + mark)),
    greyBlock.subarray(2),
    Buffer.from(`behind the end: ${secret}`),
  ];
  return Buffer.concat(parts);
}

const chunk = (kind: string, body: Buffer) => {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
};

test('a photograph loses place, device, comments and what hides behind its end, and keeps how it is turned', () => {
  const { kind, bytes } = withoutHiddenData(photograph());
  expect(kind).toBe('jpeg');
  expect(bytes.toString('latin1')).not.toMatch(/GPS|Canary|adobe|Photoshop|behind/i);
  expect(bytes.includes(Buffer.from('Exif\0\0', 'latin1'))).toBe(true);
  expect(bytes[bytes.indexOf(Buffer.from('0112000300000001', 'hex')) + 9]).toBe(6);
  // Without the kept block of the orientation it is the picture as it came out of the camera, bit by bit.
  expect(Buffer.concat([bytes.subarray(0, 2), bytes.subarray(2 + 36)])).toEqual(greyBlock);
});

test('a PNG and a WebP lose their texts, and their pictures stay whole', () => {
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    chunk('tEXt', Buffer.from(`Comment\0${secret}`)),
    chunk('eXIf', Buffer.from(secret)),
    chunk('IDAT', Buffer.from('789c6360000000020001', 'hex')),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(secret),
  ]);
  const plain = withoutHiddenData(png).bytes;
  expect(plain.toString('latin1')).not.toMatch(/GPS|Canary/);
  expect(plain.includes('IDAT')).toBe(true);
  const riff = (parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
    head.writeUInt32LE(body.length + 4, 4);
    return Buffer.concat([head, body]);
  };
  const piece = (kind: string, body: Buffer) => {
    const head = Buffer.from(`${kind}\0\0\0\0`, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const webp = riff([
    piece('VP8X', Buffer.from('0c000000000000000000', 'hex')),
    piece('VP8L', Buffer.from('2f00000000078850', 'hex')),
    piece('EXIF', Buffer.from(secret)),
    piece('XMP ', Buffer.from(secret)),
  ]);
  const bare = withoutHiddenData(webp).bytes;
  expect(bare.toString('latin1')).not.toMatch(/GPS|Canary|EXIF|XMP/);
  expect(bare[20]).toBe(0);
  expect(bare.readUInt32LE(4)).toBe(bare.length - 8);
});

test('a picture that is cut off, and anything that is none, is refused', () => {
  const whole = photograph();
  for (const end of [3, 40, 200, 300]) expect(() => withoutHiddenData(whole.subarray(0, end))).toThrow();
  expect(() => withoutHiddenData(Buffer.from('%PDF-1.7'))).toThrow(/no JPEG/);
  expect(() => withoutHiddenData(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toThrow();
});

let house: TestHouse;
let ana: Person;
let now = new Date('2026-03-03T10:20:30Z');
beforeAll(async () => {
  house = await openTestHouse({ clock: () => now });
  ana = await house.person('Ana Investigator', ['investigator']);
});
afterAll(() => house.close());

/** Hands in a tip and gives its code and id. */
async function tip(): Promise<{ code: string; id: string }> {
  now = new Date(now.getTime() + 11 * 60_000);
  const first = await house.server.app.inject({ url: '/tip/en' });
  const form = /name="form"\s+value="([^"]+)"/.exec(first.body)?.[1] ?? '';
  const sent = await house.server.app.inject({
    method: 'POST',
    url: '/tip',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      form,
      step: 'check',
      language: 'en',
      what: 'Locked in',
      danger: 'no',
      go: 'send',
    }).toString(),
  });
  const code = /data-code[^>]*>\s*([0-9A-Z-]+)/.exec(sent.body)?.[1] ?? '';
  const { rows } = await house.owner.query('select id from taskforce.tips order by number desc limit 1');
  return { code, id: rows[0].id };
}

async function send(code: string, pictures: { name: string; bytes: Buffer }[], language = 'en') {
  const body = new FormData();
  body.append('language', language);
  body.append('code', code);
  for (const { name, bytes } of pictures) body.append('pictures', new Blob([new Uint8Array(bytes)]), name);
  const request = new Request('http://here/', { method: 'POST', body });
  return house.server.app.inject({
    method: 'POST',
    url: '/tip/pictures',
    headers: { 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

test('pictures come in under the receipt code, stripped, with custody, and only readers of the tip see them', async () => {
  const { code, id } = await tip();
  const answer = await send(code, [{ name: 'IMG_at_home_Canary.jpg', bytes: photograph() }]);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('Your pictures have arrived: 1.');
  const listed = await house.call(ana, 'files.list', { scopeTable: 'tips', scopeId: id });
  expect(listed.body.rows).toMatchObject([{ name: 'picture-1.jpg', kind: 'jpeg', uploadedBy: null }]);
  expect(listed.body.rows[0].uploadedAt).toMatch(/:00:00\.000Z$/);
  const custody = await house.call(ana, 'files.custody', { id: listed.body.rows[0].id });
  expect(custody.body.rows).toMatchObject([{ event: 'received', by: null, detail: { stripped: true } }]);
  const { stream } = await house.server.store.get(listed.body.rows[0].sha256);
  const kept = Buffer.concat(await stream.toArray());
  expect(kept.toString('latin1')).not.toContain('Canary');
  const ruth = await house.person('Ruth Accounts', ['account_administrator']);
  expect((await house.call(ruth, 'files.list', { scopeTable: 'tips', scopeId: id })).body.rows).toEqual([]);
  const { rows } = await house.owner.query('select at from kit.audit_entries where scope_id = $1', [id]);
  for (const { at } of rows.slice(0, 3)) expect(at.getTime() % 3_600_000).toBe(0);
});

test('no more than five pictures are taken, the same one once, and a wrong code takes none', async () => {
  const { code } = await tip();
  const shots = ['a', 'b', 'c', 'd'].map((mark) => ({ name: `${mark}.jpg`, bytes: turned(mark) }));
  expect((await send(code, shots)).statusCode).toBe(200);
  expect((await send(code, [shots[0]!])).statusCode).toBe(200);
  expect((await send(code, [{ name: 'e.jpg', bytes: turned('e') }])).statusCode).toBe(200);
  const sixth = await send(code, [{ name: 'f.jpg', bytes: turned('f') }], 'es');
  expect(sixth.statusCode).toBe(422);
  expect(sixth.body).toContain('No se pueden enviar más imágenes');
  const wrong = await send('00000-00000-00000-00000-00000', [{ name: 'a.jpg', bytes: turned('g') }]);
  expect(wrong.body).toContain('We find nothing under this code.');
  const { rows } = await house.owner.query(
    `select count(*)::int as many from kit.files where scope_table = 'tips'`,
  );
  expect(rows[0].many).toBe(1 + pictureLimits.pictures);
});

/** Pictures that differ after stripping: another restart interval. */
function turned(mark: string): Buffer {
  const interval = segment(0xdd, Buffer.from([0, mark.charCodeAt(0)]));
  return Buffer.concat([greyBlock.subarray(0, 2), interval, greyBlock.subarray(2)]);
}

test('a document, an oversized picture and an empty form are refused with a sentence in the visitor’s language', async () => {
  const { code } = await tip();
  const pdf = await send(code, [{ name: 'a.pdf', bytes: Buffer.from('%PDF-1.7\nhello') }], 'fr');
  expect(pdf.statusCode).toBe(422);
  expect(pdf.body).toContain('Seules les images JPEG, PNG et WebP');
  const large = Buffer.concat([photograph(), Buffer.alloc(pictureLimits.bytes)]);
  expect((await send(code, [{ name: 'a.jpg', bytes: large }])).body).toContain('larger than 10 MB');
  expect((await send(code, [])).body).toContain('Choose a picture first.');
});
