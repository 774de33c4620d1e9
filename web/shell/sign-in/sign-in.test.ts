import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../../e2e/axe.ts';
import { browserPath, noBrowser } from '../../../e2e/browser.ts';
import { ME, Refusal, STATE } from '../server-double.ts';
import { Stage, heading, nobody } from '../stage.ts';

const stage = new Stage();
beforeAll(() => stage.begin(), 120_000);
afterAll(() => stage.end());

describe.skipIf(!browserPath)(browserPath ? 'signing in' : noBrowser, () => {
  test('signing in asks for the notice, and then shows the page that the address named', async () => {
    let signed = false;
    const { page, complaints, bodies } = await stage.open({
      'identity.me': () => (signed ? ME : nobody()),
      'identity.signIn': () => {
        signed = true;
        return { signedIn: true, recoveryCodesLeft: 9 };
      },
    });
    await heading(page, 'Sign in').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Work email').fill('renata@example.org');
    await page.getByLabel('Password').fill('a long and plain sentence');
    await page.getByLabel('6-digit code').fill('123456');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('Tick the box').waitFor();
    await page.getByText('I have read this and agree').click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading(page, 'My day').waitFor();
    expect(bodies.some((body) => body.includes('"noticeAccepted":true'))).toBe(true);
    expect(await page.title()).toBe('Home · Harbor County Task Force');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a wrong code is told in words, and the code field is empty again', async () => {
    const { page } = await stage.open({
      'identity.me': nobody,
      'identity.signIn': () => {
        throw new Refusal(401, 'wrong_sign_in');
      },
    });
    await page.getByLabel('Work email').fill('renata@example.org');
    await page.getByLabel('6-digit code').fill('123456');
    await page.getByText('I have read this and agree').click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The e-mail, password or code is not right.').waitFor();
    expect(await page.getByLabel('6-digit code').inputValue()).toBe('');
    expect(await page.getByLabel('Work email').inputValue()).toBe('renata@example.org');
    await page.close();
  });

  test('the owner sets up a fresh installation in three steps; a wrong set-up code leads back to its field', async () => {
    let tries = 0;
    let signed = false;
    const { page, complaints } = await stage.open({
      'identity.state': () => ({ ...STATE, ready: signed }),
      'identity.me': () => (signed ? ME : nobody()),
      'identity.beginSetUp': () => ({
        enrolment: 'sealed',
        secret: 'JBSWY3DPEHPK3PXP',
        qr: ['101', '010', '111'],
      }),
      'identity.setUpOwner': () => {
        tries += 1;
        const remedy = 'Enter the set-up code that the program printed when it started.';
        if (tries === 1)
          throw new Refusal(422, 'refused', { fields: [{ path: 'setUpCode', problem: 'wrong', remedy }] });
        signed = true;
        return { recoveryCodes: ['AAAA-BBBB', 'CCCC-DDDD'], signedIn: true };
      },
    });
    await heading(page, 'Set up Concert').waitFor();
    const fill = async (values: Record<string, string>) => {
      for (const [label, value] of Object.entries(values))
        await page.getByLabel(label, { exact: true }).fill(value);
    };
    await fill({
      'Set-up code': 'WRONG-CODE',
      'Name of the task force': 'Harbor County Task Force',
      'Your agency': 'Harbor County Police',
      'Short name': 'HCPD',
      'Your name': 'Renata Calloway',
      'Work email': 'renata@example.org',
      'New password': 'a long and plain sentence',
      'Repeat the password': 'another sentence',
    });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByRole('button', { name: 'The two passwords differ. Type the same password twice.' })
      .waitFor();
    await fill({ 'Repeat the password': 'a long and plain sentence' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await page.getByText('JBSW Y3DP EHPK 3PXP').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Code from the app').fill('123456');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('button', { name: /Enter the set-up code/ }).waitFor();
    expect(
      await page.getByLabel('Set-up code').evaluate((element) => element === document.activeElement),
    ).toBe(true);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Code from the app').fill('123456');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('CCCC-DDDD').waitFor();
    await page.getByText('I keep these codes').click();
    await page.getByRole('button', { name: 'Finish' }).click();
    await heading(page, 'My day').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});
