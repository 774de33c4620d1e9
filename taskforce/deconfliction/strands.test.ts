import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let harbor: Person;
let county: Person;
beforeAll(async () => {
  house = await openTestHouse();
  harbor = await house.person('Hana Harbor', ['investigator'], 'Harbor Police');
  county = await house.person('Cole County', ['investigator'], 'County Sheriff');
});
afterAll(() => house.close());

const done = async (who: Person, procedure: string, input: object = {}) => {
  const answer = await house.call(who, `deconfliction.${procedure}`, input);
  expect([procedure, answer.status, answer.body?.data?.fields]).toEqual([procedure, 200, undefined]);
  return answer.body;
};

test('an identifier under a strand is listed for who reads the strand, and withdrawn by its own side alone', async () => {
  const partner = await house.person('Petra Partner', ['investigator'], 'Harbor Police');
  const opened = await house.call(harbor, 'cases.open', {
    title: 'Heron house',
    type: 'sex',
    originRoute: 'hotline',
    openedOn: new Date().toISOString().slice(0, 10),
    strands: [{ label: 'Owner', kind: 'target_person' }],
  });
  const { body } = await house.call(harbor, 'cases.read', { id: opened.body.id });
  const strandId = body.strands[0].id;
  const target = { type: 'phone', scope: null, strandId };
  const { id } = await done(harbor, 'enterTarget', { ...target, value: '312-555-0177', phone: '555-0103' });
  await done(harbor, 'enterTarget', {
    ...target,
    value: '312-555-0178',
    silentReason: 'A suspicion within our own agency',
  });
  const listed = async (who: Person) => (await done(who, 'ofStrand', { strandId })).rows;
  expect(await listed(harbor)).toHaveLength(2);
  const [seen, ...rest] = await listed(partner);
  expect(seen).toMatchObject({ id, identifierType: 'phone', contactPhone: '555-0103', mine: false });
  expect(rest).toEqual([]);
  expect(await listed(county)).toEqual([]);
  expect((await house.call(partner, 'deconfliction.withdraw', { id, version: seen.version })).status).toBe(
    404,
  );
  await done(harbor, 'setContact', {
    id,
    version: seen.version,
    contactId: partner.id,
    phone: '555-0104',
  });
  const [changed] = await listed(partner);
  expect(changed).toMatchObject({ contactName: 'Petra Partner', contactPhone: '555-0104', mine: true });
  await done(partner, 'withdraw', { id, version: changed.version });
  expect((await listed(harbor)).find((one: { id: string }) => one.id === id).state).toBe('over');
});
