import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { lacksOpenssl, makeCertificate } from '../test-support/certificate.ts';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** A program without a disk, which waits for its last report. */
const die = (dsn: string, options: string) =>
  programs.run(`throw new Error('boom')`, {
    init: `{ dsn: '${dsn}', spool: false, shutdownTimeout: 20_000, ${options} }`,
  });

test.skipIf(lacksOpenssl)('the last report trusts the caCerts of the host', async () => {
  const certificate = makeCertificate();
  const bodies: string[] = [];
  const server = createServer(certificate, async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming.setEncoding('utf8')) {
      body += chunk;
    }
    bodies.push(body);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const dsn = `https://0123456789abcdef0123456789abcdef@127.0.0.1:${(server.address() as AddressInfo).port}/1`;
  const caCerts = `[Buffer.from(${JSON.stringify(certificate.cert)})]`;
  const { code } = await die(dsn, `transportOptions: { caCerts: ${caCerts} }`);
  expect(code).toBe(1);
  expect(bodies).toEqual([expect.stringContaining('boom')]);
  server.closeAllConnections();
  server.close();
});

test.each([
  ['a proxy', `proxy: 'http://127.0.0.1:1'`],
  ['an httpModule', `httpModule: require('node:http')`],
])('the last report does not go past %s, and one line says so', async (_what, option) => {
  const { code, stdout } = await die(backend.dsn, `debug: true, transportOptions: { ${option} }`);
  expect(code).toBe(1);
  expect(stdout).toContain('cannot be sent at the end of the process');
  expect(backend.envelopes).toEqual([]);
});
