import type { Platform } from '../platform.ts';

/** One promise a platform has to keep. `check` throws when it does not. */
export interface ContractCase {
  name: string;
  check(platform: Platform): void | Promise<void>;
}

/** What a case can post to. */
export interface ContractSurroundings {
  /** Takes a POST with status 200. */
  listeningUrl: string;
  /** Answers a POST with status 404. */
  refusingUrl: string;
  /** Nobody listens here. */
  deadUrl: string;
}

/**
 * What every platform must do, as cases for any test runner:
 * `for (const { name, check } of platformContract(urls)) it(name, () => check(platform))`.
 */
export function platformContract({ listeningUrl, refusingUrl, deadUrl }: ContractSurroundings): ContractCase[] {
  return [
    {
      name: 'has a name that backends know',
      check({ name }) {
        expect(['javascript', 'node'].includes(name), `it is ${name}`);
      },
    },
    {
      name: 'tells the time in seconds since the epoch and never goes back',
      check({ now }) {
        const first = now();
        expect(first > 1_600_000_000 && first < 10_000_000_000, `now() is ${first}`);
        expect(now() >= first, 'now() went back');
      },
    },
    {
      name: 'has a clock that moves on while time passes',
      async check({ now, delay }) {
        const first = now();
        await new Promise<void>((resolve) => void delay(resolve, 20));
        const passedMs = (now() - first) * 1000;
        expect(passedMs >= 10 && passedMs < 5000, `${passedMs} ms in 20 ms`);
      },
    },
    {
      name: 'reads the stack of an error thrown right here, newest call first, with 1-based lines',
      check({ parseStack }) {
        const frames = parseStack(thrownHere().stack ?? '');
        const [newest] = frames;
        expect(frames.length > 0, 'no frames');
        expect(!!newest?.function?.includes('thrownHere'), `the newest frame is ${newest?.function}`);
        expect((newest?.lineno ?? 0) >= 1 && (newest?.colno ?? 0) >= 1, 'no line or column');
        expect(!!newest?.filename, 'no filename');
      },
    },
    {
      name: 'finds no frames in what is no stack, or refuses it, in no time',
      check({ parseStack }) {
        for (const text of ['', 'Error: x', '\n\n', 'at '.repeat(100_000), '('.repeat(100_000), 'a@'.repeat(100_000)]) {
          const started = Date.now();
          let frames: unknown[] = [];
          try {
            frames = parseStack(text);
          } catch {
            // It may.
          }
          expect(frames.length <= 1, `${frames.length} frames in ${text.slice(0, 10)}`);
          expect(Date.now() - started < 1000, `it took long for ${text.slice(0, 10)}`);
        }
      },
    },
    {
      name: 'makes scopes current inside run only, and hands through results and errors',
      check({ context }) {
        const scopes = {};
        const outside = context.get();
        expect(context.run(scopes, () => context.get()) === scopes, 'not current inside');
        const error = new Error('of the host');
        let caught: unknown;
        try {
          context.run(scopes, () => {
            throw error;
          });
        } catch (thrown) {
          caught = thrown;
        }
        expect(caught === error, 'another error came out');
        expect(context.get() === outside, 'still current outside');
      },
    },
    {
      name: 'gives the outer scopes back after inner ones, at once and after a promise',
      async check({ context }) {
        const outer = {};
        const inner = {};
        const result = {};
        await context.run(outer, async () => {
          expect(context.run(inner, () => result) === result, 'another result came out');
          expect(context.get() === outer, 'the inner scopes stayed');
          const value = await context.run(inner, async () => result);
          expect(value === result, 'another value came out of the promise');
          const outcome = await context.run(inner, () => Promise.reject(result)).catch((reason) => reason);
          expect(outcome === result, 'the promise was not rejected as it was');
          expect(context.get() === outer, 'the inner scopes stayed after their promise');
        });
      },
    },
    {
      name: 'keeps scopes across an await, each its own where it isolates',
      async check({ context, delay }) {
        const seen: boolean[] = [];
        const work = (): Promise<void> => {
          const scopes = {};
          return context.run(scopes, async () => {
            await new Promise<void>((resolve) => void delay(resolve, 5));
            seen.push(context.get() === scopes);
          });
        };
        await (context.isolates ? Promise.all([work(), work()]) : work());
        expect(
          seen.every((same) => same),
          'lost or crossed',
        );
      },
    },
    {
      name: 'calls back after a delay, once, and not when called off',
      async check({ delay }) {
        let calls = 0;
        delay(() => calls++, 5);
        delay(() => (calls += 10), 5)();
        const callOff = delay(() => (calls += 100), 0);
        expect(calls === 0, 'called back at once');
        await new Promise<void>((resolve) => void delay(resolve, 30));
        callOff();
        expect(calls === 101, `called ${calls} times`);
      },
    },
    {
      name: 'posts a body and resolves with the status',
      async check({ send }) {
        const { statusCode } = await send({
          url: listeningUrl,
          body: '{}\n{"type":"client_report"}\n{"timestamp":1700000000,"discarded_events":[]}',
        });
        expect(statusCode === 200, `status ${statusCode}`);
      },
    },
    {
      name: 'posts bytes and own headers, several at once',
      async check({ send }) {
        const body = new Uint8Array(
          [...'{}\n{"type":"attachment","length":3,"filename":"a"}\n'].map(codeOf).concat([0, 255, 10]),
        );
        const headers = { 'x-sentry-auth': 'Sentry sentry_version=7' };
        const responses = await Promise.all([1, 2, 3].map(() => send({ url: listeningUrl, body, headers })));
        for (const { statusCode, headers } of responses) {
          expect(statusCode === 200, `status ${statusCode}`);
          expect(!headers['x-sentry-rate-limits'] && !headers['retry-after'], 'limits that nobody set');
        }
      },
    },
    {
      name: 'resolves also when the backend refuses',
      async check({ send }) {
        const { statusCode } = await send({ url: refusingUrl, body: '{}' });
        expect(statusCode === 404, `status ${statusCode}`);
      },
    },
    {
      name: 'rejects when nobody answers',
      async check({ send }) {
        const outcome = await Promise.resolve(send({ url: deadUrl, body: '{}' })).then(
          () => 'resolved',
          () => 'rejected',
        );
        expect(outcome === 'rejected', 'it resolved');
      },
    },
    {
      name: 'takes an exit listener and forgets it again',
      check({ onExit }) {
        const undo = onExit(() => {});
        undo();
        undo();
      },
    },
  ];
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

function thrownHere(): Error {
  try {
    // A function that merely makes an error is inlined by Bun, and then stands in no stack.
    throw new Error('for its stack');
  } catch (error) {
    return error as Error;
  }
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Error(`the platform breaks its contract: ${otherwise}`);
  }
}
