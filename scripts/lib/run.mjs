/**
 * Runs other programs: output is kept or shown, the time is taken, and whatever was started ends when we end.
 * Knows nothing of this repository but its root, and uses nothing that has to be installed.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, absolute. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** True when `moduleUrl` is the file that node was started with, so that a script can also be imported. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
}

/**
 * Runs a program to its end. Never rejects: a program that cannot be started, or that is stopped after `timeoutMs`,
 * has the code 1 and says so in its output. Programs installed at the root are found by name.
 *
 * `show`: pass the output through while it comes. `output` is stdout and stderr as they came, `stdout` the former alone.
 */
export function run(command, args, { cwd = root, env = {}, show = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const startMs = performance.now();
    const child = start(command, args, { cwd, env });
    let output = '';
    let stdout = '';
    const keep = (stream) => (chunk) => {
      output += chunk;
      if (stream === process.stdout) {
        stdout += chunk;
      }
      if (show) {
        stream.write(chunk);
      }
    };
    child.stdout.setEncoding('utf8').on('data', keep(process.stdout));
    child.stderr.setEncoding('utf8').on('data', keep(process.stderr));
    const timer =
      timeoutMs &&
      setTimeout(() => {
        output += `\n${command} was stopped: it took more than ${timeoutMs / 1000} s\n`;
        stop(child);
        setTimeout(() => stop(child, 'SIGKILL'), 5000).unref();
      }, timeoutMs);
    const finish = (code) => {
      clearTimeout(timer);
      resolve({ code, output, stdout, durationMs: performance.now() - startMs });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      finish(1);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/** Starts a program and returns the child process at once, with piped output. It ends with us. */
export function start(command, args, { cwd = root, env = {} } = {}) {
  endChildrenWithUs();
  const bin = path.join(root, 'node_modules', '.bin');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, TURBO_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what the program starts in turn can be ended with it.
    detached: true,
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

/** Ends a program and everything it started. */
export function stop(child, signal = 'SIGTERM') {
  if (child.pid !== undefined) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  }
}

const children = new Set();
let isWatching = false;

function endChildrenWithUs() {
  if (isWatching) {
    return;
  }
  isWatching = true;
  process.once('exit', () => {
    for (const child of children) {
      stop(child);
    }
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => process.exit(code));
  }
}
