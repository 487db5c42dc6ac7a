import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client, Event, StackFrame } from '@vedette/core';
import { afterAll, expect, test } from 'vitest';
import { contextLinesIntegration } from './context-lines.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vedette-lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Sends frames through the integration, as the event of an error. */
function process(frames: StackFrame[], integration = contextLinesIntegration({ frameContextLines: 2 })): StackFrame[] {
  const event: Event = { exception: { values: [{ stacktrace: { frames } }] } };
  integration.processEvent?.(event, {}, {} as Client);
  return frames;
}

const numbered = write('numbered.js', Array.from({ length: 9 }, (_, index) => `line ${index + 1}`).join('\r\n'));

test.each([
  [1, [], 'line 1', ['line 2', 'line 3']],
  [5, ['line 3', 'line 4'], 'line 5', ['line 6', 'line 7']],
  [9, ['line 7', 'line 8'], 'line 9', []],
])('puts the lines around line %i on a frame', (lineno, pre_context, context_line, post_context) => {
  expect(process([{ filename: numbered, lineno }])).toMatchObject([{ pre_context, context_line, post_context }]);
});

test('leaves a frame alone whose line the file does not have', () => {
  expect(process([{ filename: numbered, lineno: 10 }])[0]).not.toHaveProperty('context_line');
});

test('cuts a long line around the column and marks where', () => {
  const file = write('long.js', `${'a'.repeat(300)}HERE${'b'.repeat(300)}\nshort`);
  const [frame] = process([{ filename: file, lineno: 1, colno: 301 }]);
  expect(frame?.context_line).toMatch(/^\{snip\} a{59}.*HERE.* \{snip\}$/);
  expect(frame?.context_line).toHaveLength(140 + 2 * '{snip} '.length);
  const [start] = process([{ filename: file, lineno: 1, colno: 3 }]);
  expect(start?.context_line).toBe(`${'a'.repeat(140)} {snip}`);
});

test.each([
  ['node:internal/modules', 1, 1],
  [write('x.min.js', 'x'), 1, 1],
  [write('secret.txt', 'secret'), 1, 1],
  [numbered, 10_001, 1],
  [numbered, 1, 1001],
  [path.join(folder, 'gone.js'), 1, 1],
  ['data:text/javascript,throw 1', 1, 1],
  [folder, 1, 1],
])('reads nothing for %s at %i:%i', (filename, lineno, colno) => {
  expect(process([{ filename, lineno, colno }])[0]).not.toHaveProperty('context_line');
});

test('reads a file once and remembers the place', () => {
  const file = write('changing.js', 'before');
  const integration = contextLinesIntegration();
  process([{ filename: file, lineno: 1 }], integration);
  writeFileSync(file, 'after');
  expect(process([{ filename: file, lineno: 1 }], integration)[0]?.context_line).toBe('before');
});

test.each([
  [{}, ['line 4']],
  [{ frameContextLines: 2 }, ['line 3', 'line 4']],
])('with %j of its own and 1 of the client, there are %j before', (options, pre_context) => {
  const integration = contextLinesIntegration(options);
  integration.setup?.({ getOptions: () => ({ frameContextLines: 1 }) } as unknown as Client);
  expect(process([{ filename: numbered, lineno: 5 }], integration)).toMatchObject([{ pre_context }]);
});

test('adds nothing with frameContextLines 0', () => {
  expect(process([{ filename: numbered, lineno: 1 }], contextLinesIntegration({ frameContextLines: 0 }))[0]).toEqual({
    filename: numbered,
    lineno: 1,
  });
});
