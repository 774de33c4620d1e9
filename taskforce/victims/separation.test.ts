import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles, type Role } from '../database/access-rights.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('Ada Admin', ['account_administrator']);
});
afterAll(() => house.close());

const apart: readonly (readonly [Role, Role])[] = [
  ['victim_specialist', 'prosecutor'],
  ['victim_specialist', 'outreach_coordinator'],
];
const areApart = (one: Role, other: Role) => apart.some((pair) => pair.includes(one) && pair.includes(other));

test('exactly the roles that are kept apart cannot stand in one account, whichever came first', async () => {
  for (const one of roles)
    for (const other of roles.filter((role) => role !== one)) {
      const tried = await house.person('Both At Once', [one]).then((person) =>
        house.owner
          .query('insert into kit.account_roles (account_id, role) values ($1, $2)', [person.id, other])
          .then(
            () => null,
            (error: Error) => error.message,
          ),
      );
      expect(tried, `${one} and ${other}`).toBe(areApart(one, other) ? 'separate_roles' : null);
    }
});

test('an administrator is told which roles are kept apart, and may change one for the other', async () => {
  const vera = await house.person('Vera Specialist', ['victim_specialist']);
  const give = async (wanted: Role[]) => {
    const { rows } = await house.owner.query('select version from kit.accounts where id = $1', [vera.id]);
    return house.call(admin, 'identity.changeRoles', {
      accountId: vera.id,
      version: rows[0].version,
      roles: wanted,
    });
  };
  const both = await give(['victim_specialist', 'prosecutor']);
  expect(both.status).toBe(422);
  expect(both.body.data.fields).toMatchObject([{ path: 'roles', problem: 'separate_roles' }]);
  expect((await give(['prosecutor'])).status).toBe(200);
  expect((await give(['victim_specialist'])).status).toBe(200);
});

test('the role table of the task force has no confidential advocate, and none can be written into it', async () => {
  const { rows } = await house.owner.query(`select role from kit.roles order by role`);
  expect(rows.map((row) => row.role)).toEqual(roles.toSorted());
  const { rows: granted } = await house.owner.query(
    `select distinct role from kit.role_permissions where permission like 'victims.%'`,
  );
  expect(granted.map((row) => row.role)).not.toContain('community_advocate');
  await expect(house.person('June Park', ['community_advocate'])).rejects.toMatchObject({ code: '23514' });
});
