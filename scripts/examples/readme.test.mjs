import { expect, test } from 'vitest';
import { commandsOf, withValues } from './readme.mjs';

const README = `# An example

\`\`\`sh
not this
\`\`\`

## Run it

Start a receiver.

\`\`\`sh
npm install
VEDETTE_DSN=http://<key>@127.0.0.1:8977/1 PORT=3000 npm start
\`\`\`

## Let it fail

\`\`\`sh
curl http://127.0.0.1:3000/orders/7
\`\`\`

Then look.
`;

test('the commands of a README stand in the blocks of their sections', () => {
  expect(commandsOf(README)).toEqual({
    run: ['npm install', 'VEDETTE_DSN=http://<key>@127.0.0.1:8977/1 PORT=3000 npm start'],
    fail: ['curl http://127.0.0.1:3000/orders/7'],
  });
});

test('a README whose page has to be clicked has no commands that fail', () => {
  expect(commandsOf('## Run it\n\n```sh\nnpm start\n```\n\n## Let it fail\n\nPress Total.\n')).toEqual({
    run: ['npm start'],
    fail: [],
  });
});

test('a command gets the DSN and the port that are free', () => {
  const { run, fail } = commandsOf(README);
  const values = { dsn: 'http://abc@127.0.0.1:4001/1', port: 4002 };
  expect(withValues(run[1], values)).toBe('VEDETTE_DSN=http://abc@127.0.0.1:4001/1 PORT=4002 npm start');
  expect(withValues(fail[0], values)).toBe('curl http://127.0.0.1:4002/orders/7');
});
