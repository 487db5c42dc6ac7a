import type { Platform } from '../platform.ts';

/** One promise a platform has to keep. `check` throws when it does not. */
export interface ContractCase {
  name: string;
  check(platform: Platform): void | Promise<void>;
}

/** How a case gets something that answers: a URL that takes a POST with status 200, and one nobody listens at. */
export interface ContractSurroundings {
  listeningUrl: string;
  deadUrl: string;
}

/**
 * What every platform must do, as cases for any test runner:
 * `for (const { name, check } of platformContract(urls)) it(name, () => check(platform))`.
 */
export function platformContract({ listeningUrl, deadUrl }: ContractSurroundings): ContractCase[] {
  return [
    {
      name: 'tells the time in seconds since the epoch and never goes back',
      check({ now }) {
        const first = now();
        expect(first > 1_600_000_000 && first < 10_000_000_000, `now() is ${first}`);
        expect(now() >= first, 'now() went back');
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
        await new Promise<void>((resolve) => void delay(resolve, 30));
        expect(calls === 1, `called ${calls} times`);
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

function thrownHere(): Error {
  return new Error('for its stack');
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Error(`the platform breaks its contract: ${otherwise}`);
  }
}
