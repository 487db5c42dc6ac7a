// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type RootOptions } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startApp } from '../test-support/start-app.ts';
import { ErrorBoundary, type FallbackProps, flush, reactErrorHandler, setTag, withErrorBoundary } from './index.ts';

const BOUNDARY = 'auto.function.react.error_boundary';

beforeEach(() => {
  // React tells the console of every error it catches.
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(cleanup);

function Fail({ error }: { error: unknown }): React.ReactNode {
  throw error;
}

function Cart({ error }: { error: unknown }): React.ReactNode {
  return (
    <p>
      <Fail error={error} />
    </p>
  );
}

function FailLater({ error }: { error: unknown }): React.ReactNode {
  React.useEffect(() => {
    throw error;
  }, [error]);
  return null;
}

/** What it shows is changed from outside, as by data that arrives. */
const shop = { error: undefined as Error | undefined };

function Shop(): React.ReactNode {
  if (shop.error) {
    throw shop.error;
  }
  return <p>shop</p>;
}

class HostBoundary extends React.Component<React.PropsWithChildren, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? 'sorry' : this.props.children;
  }
}

let told: FallbackProps | undefined;

function Fallback(props: FallbackProps): React.ReactElement {
  const [text] = React.useState('sorry');
  told = props;
  return <p>{text}</p>;
}

describe('ErrorBoundary', () => {
  it('shows its children, from a node or a function', () => {
    render(<ErrorBoundary>{() => <p>cart</p>}</ErrorBoundary>);
    render(<ErrorBoundary>checkout</ErrorBoundary>);
    expect(document.body.textContent).toBe('cartcheckout');
  });

  it('reports what its children throw once, with the component stack as the last cause', () => {
    const { events } = startApp();
    const error = new TypeError('out of stock', { cause: new Error('empty shelf') });
    render(
      <ErrorBoundary fallback={<p>sorry</p>}>
        <Cart error={error} />
      </ErrorBoundary>,
    );
    expect(screen.getByText('sorry')).toBeTruthy();
    expect(events).toHaveLength(1);
    const values = events[0]?.exception?.values ?? [];
    expect(values.map(({ type, value }) => [type, value])).toEqual([
      ['React ErrorBoundary TypeError', 'out of stock'],
      ['Error', 'empty shelf'],
      ['TypeError', 'out of stock'],
    ]);
    expect(values.at(-1)?.mechanism).toMatchObject({ type: BOUNDARY, handled: true, exception_id: 0 });
    const frames = values[0]?.stacktrace?.frames ?? [];
    expect(frames.map((frame) => frame.function)).toEqual(expect.arrayContaining(['Cart', 'Fail']));
    expect(frames.at(-1)).toMatchObject({ function: 'Fail', filename: expect.stringContaining('error-boundary.test') });
    expect(events[0]?.contexts?.react).toEqual({
      version: React.version,
      componentStack: expect.stringContaining('Cart'),
    });
    expect(events[0]?.sdk?.name).toBe('vedette.javascript.react');
  });

  it.each<[string, React.ComponentProps<typeof ErrorBoundary>, boolean]>([
    ['a fallback', { fallback: <i /> }, true],
    ['no fallback', {}, false],
    ['a fallback, but told so', { fallback: <i />, handled: false }, false],
    ['no fallback, but told so', { handled: true }, true],
  ])('counts an error with %s as handled or not', (_, props, handled) => {
    const { events } = startApp();
    render(
      <ErrorBoundary {...props}>
        <Fail error={new Error('x')} />
      </ErrorBoundary>,
    );
    expect(events[0]?.exception?.values?.at(-1)?.mechanism?.handled).toBe(handled);
  });

  it('shows nothing without a fallback, or with one that is no element', () => {
    const { container } = render(
      <>
        <ErrorBoundary>
          <Fail error={new Error('x')} />
        </ErrorBoundary>
        <ErrorBoundary fallback={'text' as unknown as React.ReactElement}>
          <Fail error={new Error('y')} />
        </ErrorBoundary>
      </>,
    );
    expect(container.innerHTML).toBe('');
  });

  it('tells a fallback function what happened, also one with hooks', () => {
    const { events } = startApp();
    const error = new Error('x');
    render(
      <ErrorBoundary fallback={Fallback}>
        <Fail error={error} />
      </ErrorBoundary>,
    );
    expect(screen.getByText('sorry')).toBeTruthy();
    expect(told?.error).toBe(error);
    expect(told?.eventId).toBe(events[0]?.event_id);
    expect(told?.componentStack).toContain('Fail');
  });

  it('shows its children again after resetError, and reports a new error', () => {
    const { events } = startApp();
    shop.error = new Error('first');
    const onReset = vi.fn();
    const fallback = ({ resetError }: FallbackProps) => (
      <button type="button" onClick={resetError}>
        again
      </button>
    );
    render(
      <ErrorBoundary fallback={fallback} onReset={onReset}>
        <Shop />
      </ErrorBoundary>,
    );
    const first = shop.error;
    shop.error = new Error('second');
    fireEvent.click(screen.getByText('again'));
    expect(onReset).toHaveBeenCalledExactlyOnceWith(first, expect.stringContaining('Shop'), events[0]?.event_id);
    expect(events.map(({ exception }) => exception?.values?.at(-1)?.value)).toEqual(['first', 'second']);
    shop.error = undefined;
    fireEvent.click(screen.getByText('again'));
    expect(screen.getByText('shop')).toBeTruthy();
  });

  it('shows its children again when a key changes, not when one stays or came with the failure', () => {
    startApp();
    const page = (key: string, error?: Error): React.ReactNode => (
      <ErrorBoundary fallback={<p>sorry</p>} resetKeys={[key]}>
        {error ? <Fail error={error} /> : <p>{key}</p>}
      </ErrorBoundary>
    );
    const { rerender } = render(page('lamps'));
    rerender(page('chairs', new Error('x')));
    expect(screen.getByText('sorry')).toBeTruthy();
    rerender(page('chairs'));
    expect(screen.getByText('sorry')).toBeTruthy();
    rerender(page('tables'));
    expect(screen.getByText('tables')).toBeTruthy();
  });

  it('asks the user what happened once the report was sent', async () => {
    const { events } = startApp();
    render(
      <ErrorBoundary showDialog dialogOptions={{ title: 'Oh no' }}>
        <Fail error={new Error('x')} />
      </ErrorBoundary>,
    );
    const scripts = (): string[] => [...document.querySelectorAll('script')].map(({ src }) => src);
    expect(scripts()).toEqual([]);
    await flush();
    const [src] = scripts();
    expect(src).toContain('/api/embed/error-page/');
    expect(new URL(src ?? '').searchParams.get('eventId')).toBe(events[0]?.event_id);
    expect(new URL(src ?? '').searchParams.get('title')).toBe('Oh no');
  });

  it('calls back in order, with what was reported', () => {
    const { events } = startApp();
    const error = new Error('x');
    const calls: unknown[][] = [];
    const note =
      (name: string) =>
      (...args: unknown[]) =>
        void calls.push([name, ...args]);
    const { unmount } = render(
      <ErrorBoundary
        onMount={note('mount')}
        onError={note('error')}
        onUnmount={note('unmount')}
        beforeCapture={(scope, ...rest) => {
          scope.setTag('area', 'cart');
          note('capture')(...rest);
        }}
      >
        <Fail error={error} />
      </ErrorBoundary>,
    );
    unmount();
    const stack = expect.stringContaining('Fail');
    const id = events[0]?.event_id;
    expect(calls).toEqual([
      ['mount'],
      ['capture', error, stack],
      ['error', error, stack, id],
      ['unmount', error, stack, id],
    ]);
  });

  it('keeps what beforeCapture sets to this report', () => {
    const { client, events } = startApp();
    setTag('shop', 'a');
    render(
      <ErrorBoundary beforeCapture={(scope) => void scope.setTag('area', 'cart')}>
        <Fail error={new Error('x')} />
      </ErrorBoundary>,
    );
    client.captureMessage('after');
    expect(events.map(({ tags }) => tags)).toEqual([{ shop: 'a', area: 'cart' }, { shop: 'a' }]);
  });

  it('tells onUnmount nothing when nothing happened', () => {
    const onUnmount = vi.fn();
    render(<ErrorBoundary onUnmount={onUnmount}>shop</ErrorBoundary>).unmount();
    expect(onUnmount).toHaveBeenCalledExactlyOnceWith(null, null, null);
  });

  it('leaves an error to the innermost boundary', () => {
    const { events } = startApp();
    render(
      <ErrorBoundary fallback={<p>outer</p>}>
        <ErrorBoundary fallback={<p>inner</p>}>
          <Fail error={new Error('x')} />
        </ErrorBoundary>
      </ErrorBoundary>,
    );
    expect(document.body.textContent).toBe('inner');
    expect(events).toHaveLength(1);
  });

  it('leaves an error in a fallback to the next boundary', () => {
    const { events } = startApp();
    render(
      <ErrorBoundary fallback={<p>outer</p>}>
        <ErrorBoundary fallback={<Fail error={new Error('in the fallback')} />}>
          <Fail error={new Error('in the shop')} />
        </ErrorBoundary>
      </ErrorBoundary>,
    );
    expect(document.body.textContent).toBe('outer');
    expect(events.map(({ exception }) => exception?.values?.at(-1)?.value)).toEqual(['in the shop', 'in the fallback']);
  });

  it('reports once in StrictMode, and from an effect', () => {
    const { events } = startApp();
    const error = new Error('in an effect');
    render(
      <React.StrictMode>
        <ErrorBoundary fallback={<p>sorry</p>}>
          <Fail error={new Error('in render')} />
        </ErrorBoundary>
        <ErrorBoundary fallback={<p>sorry</p>}>
          <FailLater error={error} />
        </ErrorBoundary>
      </React.StrictMode>,
    );
    expect(events.map(({ exception }) => exception?.values?.at(-1)?.value)).toEqual(['in render', 'in an effect']);
  });

  it.each([
    ['a text', 'out of stock', 'out of stock'],
    ['an object', { code: 7 }, 'Object captured as exception with keys: code'],
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
  ])('reports %s that was thrown, with the component stack beside it', (_, thrown, value) => {
    const { events } = startApp();
    render(
      <ErrorBoundary fallback={<p>sorry</p>}>
        <Fail error={thrown} />
      </ErrorBoundary>,
    );
    expect(screen.getByText('sorry')).toBeTruthy();
    expect(events).toHaveLength(1);
    expect(events[0]?.exception?.values).toMatchObject([{ type: 'Error', value, mechanism: { type: BOUNDARY } }]);
    expect(events[0]?.contexts?.react?.componentStack).toContain('Fail');
  });

  it.each([
    ['is frozen', () => Object.freeze(new Error('x'))],
    [
      'is its own cause',
      () => {
        const error: Error & { cause?: unknown } = new Error('x');
        error.cause = error;
        return error;
      },
    ],
    ['has a cause that is no error', () => new Error('x', { cause: 'a text' })],
  ])('reports an error that %s without changing it', (_, make) => {
    const { events } = startApp();
    const error = make();
    const { cause } = error as { cause?: unknown };
    render(
      <ErrorBoundary fallback={<p>sorry</p>}>
        <Fail error={error} />
      </ErrorBoundary>,
    );
    expect(events[0]?.exception?.values?.at(-1)).toMatchObject({ type: 'Error', value: 'x' });
    expect((error as { cause?: unknown }).cause).toBe(cause);
  });

  it('works without init', () => {
    render(
      <ErrorBoundary fallback={<p>sorry</p>}>
        <Fail error={new Error('x')} />
      </ErrorBoundary>,
    );
    expect(screen.getByText('sorry')).toBeTruthy();
  });
});

describe('withErrorBoundary', () => {
  it('puts a component with its props inside a boundary that bears its name', () => {
    const { events } = startApp();
    const Wrapped = withErrorBoundary(Cart, { fallback: <p>sorry</p> });
    render(<Wrapped error={new Error('x')} />);
    expect(Wrapped.displayName).toBe('errorBoundary(Cart)');
    expect(screen.getByText('sorry')).toBeTruthy();
    expect(events).toHaveLength(1);
  });
});

describe('reactErrorHandler', () => {
  /** As a page does it: inside `act`, which testing library uses, React keeps uncaught errors to itself. */
  function renderRoot(node: React.ReactNode, options: RootOptions): void {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
    flushSync(() => createRoot(document.createElement('div'), options).render(node));
    vi.unstubAllGlobals();
  }

  it('reports an error that no boundary caught', () => {
    const { events } = startApp();
    const error = new Error('x');
    const callback = vi.fn();
    renderRoot(<Cart error={error} />, { onUncaughtError: reactErrorHandler(callback) });
    expect(events).toHaveLength(1);
    expect(events[0]?.exception?.values?.at(-1)).toMatchObject({
      value: 'x',
      mechanism: { type: 'auto.function.react.error_handler', handled: true },
    });
    expect(events[0]?.exception?.values?.[0]?.type).toBe('React ErrorBoundary Error');
    expect(callback).toHaveBeenCalledExactlyOnceWith(error, expect.anything(), events[0]?.event_id);
  });

  it('without a callback counts an error as unhandled', () => {
    const { events } = startApp();
    renderRoot(<Cart error={new Error('x')} />, { onUncaughtError: reactErrorHandler() });
    expect(events[0]?.exception?.values?.at(-1)?.mechanism?.handled).toBe(false);
  });

  it('reports once an error that it and the window hear of', () => {
    const { events } = startApp();
    addEventListener('error', () => {}, { once: true });
    renderRoot(<Cart error={new Error('x')} />, {
      onUncaughtError: (error, info) => {
        reactErrorHandler()(error, info);
        dispatchEvent(new ErrorEvent('error', { error, message: 'x' }));
      },
    });
    expect(events).toHaveLength(1);
  });

  it('reports what a boundary of the host caught', () => {
    const { events } = startApp();
    render(
      <HostBoundary>
        <Fail error="a text" />
      </HostBoundary>,
      { onCaughtError: reactErrorHandler() },
    );
    expect(document.body.textContent).toBe('sorry');
    expect(events.map(({ exception }) => exception?.values?.[0]?.value)).toEqual(['a text']);
  });

  it.each([
    ['an error', new Error('x')],
    ['a text', 'x'],
  ])('leaves %s that a boundary of ours caught to it', (_, thrown) => {
    const { events } = startApp();
    const callback = vi.fn();
    render(
      <ErrorBoundary fallback={<p>sorry</p>} beforeCapture={(scope) => void scope.setTag('area', 'cart')}>
        <Fail error={thrown} />
      </ErrorBoundary>,
      { onCaughtError: reactErrorHandler(callback) },
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.tags).toEqual({ area: 'cart' });
    expect(events[0]?.exception?.values?.at(-1)?.mechanism?.type).toBe(BOUNDARY);
    expect(callback).toHaveBeenCalledExactlyOnceWith(thrown, expect.anything(), '');
  });

  it('reports what React recovered from', () => {
    const { events } = startApp();
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = '<p>server</p>';
    render(<p>browser</p>, { container, hydrate: true, onRecoverableError: reactErrorHandler() });
    expect(container.textContent).toBe('browser');
    expect(events).toHaveLength(1);
    expect(events[0]?.exception?.values?.at(-1)?.value).toContain('Hydration failed');
  });
});
