import { generate } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from './testing.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const password = 'four gulls over the harbor';

async function setUpOwner() {
  const email = 'owner@example.org';
  const begun = await house.call(null, 'identity.beginSetUp', { email });
  expect(begun.status).toBe(200);
  const code = await generate({ secret: begun.body.secret });
  const done = await house.call(null, 'identity.setUpOwner', {
    setUpCode: house.server.setUpCode,
    installationName: 'Tri-County Task Force',
    agencyName: 'County Sheriff',
    agencyShortName: 'Sheriff',
    displayName: 'Alex Owner',
    email,
    password,
    enrolment: begun.body.enrolment,
    code,
  });
  return { done, secret: begun.body.secret as string, email };
}

test('the first person sets up the installation, is signed in, and nobody can do it again', async () => {
  expect((await house.call(null, 'identity.state')).body.ready).toBe(false);
  const { done, secret, email } = await setUpOwner();
  expect(done.status).toBe(200);
  expect(done.body.recoveryCodes).toHaveLength(10);
  expect(String(done.headers['set-cookie'])).toMatch(
    /^__Host-concert=[0-9a-f]{64};.*HttpOnly.*Secure.*SameSite=Strict/,
  );
  expect((await house.call(null, 'identity.state')).body.ready).toBe(true);
  const again = await setUpOwner();
  expect(again.done.status).toBe(422);
  expect(again.done.body.data.fields[0].path).toBe('setUpCode');

  const used = await house.call(null, 'identity.signIn', {
    email,
    password,
    code: await generate({ secret }),
    noticeAccepted: true,
  });
  expect(used.status, 'a code works once').toBe(401);
  const recovered = await house.call(null, 'identity.signIn', {
    email,
    password,
    code: done.body.recoveryCodes[0],
    noticeAccepted: true,
  });
  expect(recovered.status).toBe(200);
  expect(recovered.body.recoveryCodesLeft).toBe(9);
  const twice = await house.call(null, 'identity.signIn', {
    email,
    password,
    code: done.body.recoveryCodes[0],
    noticeAccepted: true,
  });
  expect(twice.status, 'a recovery code works once').toBe(401);
});

test('an account administrator invites a detective, who joins with password and code and reads who they are', async () => {
  const admin = await house.person('Ada Admin', ['account_administrator']);
  const invited = await house.call(admin, 'identity.invite', {
    displayName: 'Dana Detective',
    email: 'dana@example.org',
    agencyId: admin.agencyId,
    roles: ['investigator'],
  });
  expect(invited.status).toBe(200);
  const begun = await house.call(null, 'identity.beginInvitation', { invitation: invited.body.invitation });
  expect(begun.body.displayName).toBe('Dana Detective');
  const weak = await house.call(null, 'identity.acceptInvitation', {
    invitation: invited.body.invitation,
    password: 'short',
    enrolment: begun.body.enrolment,
    code: await generate({ secret: begun.body.secret }),
  });
  expect(weak.body.data.fields[0]).toMatchObject({ path: 'password', problem: 'too_short' });
  const joined = await house.call(null, 'identity.acceptInvitation', {
    invitation: invited.body.invitation,
    password,
    enrolment: begun.body.enrolment,
    code: await generate({ secret: begun.body.secret }),
  });
  expect(joined.status).toBe(200);
  const cookie = /__Host-concert=([0-9a-f]{64})/.exec(String(joined.headers['set-cookie']))![1]!;
  const me = await house.call(null, 'identity.me', {}, { authorization: `Bearer ${cookie}` });
  expect(me.body.account.displayName).toBe('Dana Detective');
  expect(me.body.permissions['cases.read']).toBe('agency');
  const reused = await house.call(null, 'identity.beginInvitation', { invitation: invited.body.invitation });
  expect(reused.status).toBe(422);
});

test('five wrong passwords lock a name, known or unknown, with the same answer', async () => {
  const known = await house.person('Lee Locked', ['analyst']);
  for (const email of [known.email, 'nobody.here@example.org']) {
    const answers = [];
    for (let i = 0; i < 6; i++)
      answers.push(
        await house.call(null, 'identity.signIn', {
          email,
          password: 'wrong wrong wrong',
          code: '123456',
          noticeAccepted: true,
        }),
      );
    expect(answers.map((a) => a.status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(answers[0]!.body.message).toBe(
      'The name, password or code is not right. Check them and try again.',
    );
  }
});

test('an idle session locks, a locked one answers nothing, and a suspended account has no session', async () => {
  const admin = await house.person('Ana Admin', ['account_administrator']);
  const idle = await house.person('Ivo Idle', ['investigator']);
  await house.owner.query(
    `update kit.sessions set last_seen_at = now() - interval '16 minutes' where account_id = $1`,
    [idle.id],
  );
  expect((await house.call(idle, 'identity.me')).body.code).toBe('session_locked');
  const gone = await house.person('Gus Gone', ['investigator']);
  expect((await house.call(gone, 'identity.me')).status).toBe(200);
  expect((await house.call(admin, 'identity.suspend', { accountId: gone.id, version: 1 })).status).toBe(200);
  expect((await house.call(gone, 'identity.me')).status).toBe(401);
});

test('changing roles needs both factors again, and nobody changes their own', async () => {
  const admin = await house.person('Amy Admin', ['account_administrator']);
  const other = await house.person('Otto Other', ['analyst']);
  await house.owner.query('update kit.sessions set stepped_up_at = null where account_id = $1', [admin.id]);
  expect(
    (await house.call(admin, 'identity.changeRoles', { accountId: other.id, version: 1, roles: ['auditor'] }))
      .body.code,
  ).toBe('step_up_needed');
  await house.owner.query('update kit.sessions set stepped_up_at = now() where account_id = $1', [admin.id]);
  expect(
    (await house.call(admin, 'identity.changeRoles', { accountId: other.id, version: 1, roles: ['auditor'] }))
      .status,
  ).toBe(200);
  expect(
    (
      await house.call(admin, 'identity.changeRoles', {
        accountId: admin.id,
        version: 1,
        roles: ['commander'],
      })
    ).body.data.fields[0].path,
  ).toBe('accountId');
  const stale = await house.call(admin, 'identity.changeRoles', {
    accountId: other.id,
    version: 1,
    roles: ['analyst'],
  });
  expect(stale.body.code).toBe('conflict');
});

test('a refusal names the field and the remedy and never repeats what was typed', async () => {
  const person = await house.person('Bo Bad', ['analyst']);
  const bad = await house.call(person, 'identity.setLanguage', { language: 'MARKER-7731' });
  expect(bad.status).toBe(400);
  expect(bad.body.data.fields[0]).toMatchObject({ path: 'language', problem: 'invalid_value' });
  expect(JSON.stringify(bad.body)).not.toContain('MARKER-7731');
  expect((await house.call(person, 'identity.setLanguage', '{broken')).status).toBe(400);
  expect((await house.call(person, 'identity.nothing', {})).status).toBe(404);
});

test('every change of an account stands in the audit chain, and the chain cannot be changed', async () => {
  const { rows } = await house.owner.query(
    `select count(*)::int as n, (select count(*)::int from kit.audit_chain) as chained, (select seq from kit.audit_chain_end)::int as last from kit.audit_entries`,
  );
  expect(rows[0].n).toBeGreaterThan(10);
  expect(rows[0].chained).toBe(rows[0].n);
  expect(rows[0].last).toBe(rows[0].n);
  await expect(house.owner.query('delete from kit.audit_entries')).rejects.toThrow('written once');
});

test('the application role sees no secret of signing in, and without a session no row at all', async () => {
  const person = await house.person('Eve Eager', ['commander']);
  for (const table of ['account_secrets', 'sessions', 'sign_in_attempts']) {
    await expect(
      house.as(person, 'read', ({ db }) =>
        db
          .selectFrom(table as never)
          .selectAll()
          .execute(),
      ),
    ).rejects.toMatchObject({ code: 'missing' });
  }
  expect(await house.server.door.asVisitor((db) => db.selectFrom('accounts').select('id').execute())).toEqual(
    [],
  );
});

test('a suspended person who is reinstated signs in anew: no old session or token of theirs lives again', async () => {
  const admin = await house.person('Ines Admin', ['account_administrator']);
  const back = await house.person('Bo Back', ['analyst']);
  const made = await house.server.app.inject({
    method: 'POST',
    url: '/api/identity/makeToken',
    headers: { authorization: `Bearer ${back.secret}` },
    payload: { label: 'nightly report', days: 30 },
  });
  const token = (made.json() as { token: string }).token;
  const byToken = () => house.call(null, 'identity.me', {}, { authorization: `Bearer ${token}` });
  expect((await byToken()).status).toBe(200);
  const versionOf = async () =>
    (await house.call(admin, 'identity.accounts')).body.accounts.find((a: { id: string }) => a.id === back.id)
      .version as number;
  const suspend = { accountId: back.id, version: await versionOf() };
  expect((await house.call(admin, 'identity.suspend', suspend)).status).toBe(200);
  const reinstate = { accountId: back.id, version: await versionOf() };
  expect((await house.call(admin, 'identity.reinstate', reinstate)).status).toBe(200);
  expect((await house.call(back, 'identity.me')).status).toBe(401);
  expect((await byToken()).status).toBe(401);
});

test('signing in is no edit: an account can be suspended by whoever read it before', async () => {
  const admin = await house.person('Uma Admin', ['account_administrator']);
  const busy = await house.person('Bea Busy', ['analyst']);
  await house.owner.query('update kit.accounts set last_signed_in_at = now() where id = $1', [busy.id]);
  const suspended = await house.call(admin, 'identity.suspend', { accountId: busy.id, version: 1 });
  expect(suspended.status).toBe(200);
});

test('the name and the notice are changed by those who may, and two who change them at once are told', async () => {
  const admin = await house.person('Sal Settings', ['account_administrator']);
  const officer = await house.person('Nia Nosettings', ['investigator']);
  expect((await house.call(officer, 'identity.settings')).status).toBe(403);
  const read = (await house.call(admin, 'identity.settings')).body;
  expect(read.noticeIsDefault).toBe(true);
  const change = {
    installationName: 'Harbor Task Force',
    notice: 'Only for members of the task force.',
    changedAt: read.changedAt,
  };
  expect((await house.call(officer, 'identity.changeSettings', change)).status).toBe(403);
  expect((await house.call(admin, 'identity.changeSettings', change)).status).toBe(200);
  const state = (await house.call(null, 'identity.state')).body;
  expect(state).toMatchObject({ installation: 'Harbor Task Force', notice: change.notice });
  const late = await house.call(admin, 'identity.changeSettings', change);
  expect(late.status).toBe(409);
  expect(late.body.data.current.installationName).toBe('Harbor Task Force');
  const now = (await house.call(admin, 'identity.settings')).body;
  const standard = { ...change, notice: '', changedAt: now.changedAt };
  expect((await house.call(admin, 'identity.changeSettings', standard)).status).toBe(200);
  expect((await house.call(admin, 'identity.settings')).body.noticeIsDefault).toBe(true);
});

test('an agency has one of the kinds that the task force knows', async () => {
  const admin = await house.person('Abe Agencies', ['account_administrator']);
  const add = (kind: string) =>
    house.call(admin, 'identity.addAgency', { name: 'Harbor Labor Office', shortName: 'Labor', kind });
  const refused = await add('bowling_club');
  expect(refused.status).toBe(422);
  expect(refused.body.data.fields[0]).toMatchObject({ path: 'kind' });
  expect((await add('labor_inspection')).status).toBe(200);
  expect((await add('labor_inspection')).body.data.fields[0]).toMatchObject({
    path: 'name',
    problem: 'taken',
  });
});
