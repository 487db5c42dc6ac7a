import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { issuesOf } from './support/found.ts';
import { root } from './support/paths.ts';
import { expect, test } from './support/test.ts';

const folder = path.join(root, 'examples/vanilla');

let server: ChildProcess | undefined;

test.afterEach(() => {
  server?.kill();
  server = undefined;
});

/** Runs the command that stands in the README, with another DSN and port; gives the address it prints. */
async function runAsTheReadmeSays(dsn: string): Promise<string> {
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8');
  const command = /^VEDETTE_DSN=\S+ PORT=\d+ (node \S+)$/m.exec(readme)?.[1] ?? '';
  const [, ...args] = command.split(' ');
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, VEDETTE_DSN: dsn, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (url) {
      return url;
    }
  }
  throw new Error(`${command} printed no address: ${said}`);
}

test('the page without a build reports what its README says', async ({ page, receiver, log }) => {
  await page.goto(await runAsTheReadmeSays(receiver.dsn));
  await page.getByLabel('What?').fill('Bread');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('listitem')).toHaveText('Bread');
  await page.evaluate(() => document.querySelector('li')?.remove());
  await page.getByRole('button', { name: 'Total' }).click();
  const [issue] = await issuesOf(receiver, 1);
  // Each engine says in its own words what was null.
  expect(issue?.title).toMatch(/^TypeError: .*textContent/);
  const event = await receiver.event(issue?.lastEventId ?? '');
  expect(event).toMatchObject({ release: 'list@1.0.0', tags: { list: 'groceries' } });
  expect(event.breadcrumbs.map(({ message }) => message)).toContain('one more, 1 now');
  expect(event.exceptions[0]?.frames[0]?.filename).toMatch(/\/list\.js$/);

  await page.getByRole('button', { name: 'Something is wrong here' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What happened?').fill('My list is gone');
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await expect(dialog.getByRole('status')).toBeVisible();
  await issuesOf(receiver, 2);
  const told = (await receiver.issues()).find(({ title }) => title.startsWith('The user says'));
  expect((await receiver.issue(told?.id ?? '')).feedback).toMatchObject([{ message: 'My list is gone' }]);
  expect(log.console.filter(({ text }) => /Content.Security.Policy/i.test(text))).toEqual([]);
});
