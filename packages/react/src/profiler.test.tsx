// @vitest-environment jsdom

import { cleanup, render } from '@testing-library/react';
import { type Event, flush, startSpanManual } from '@vedette/browser';
import * as React from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { startApp } from '../test-support/start-app.ts';
import { Profiler, useProfiler, withProfiler } from './index.ts';

afterEach(cleanup);

type SpanJSON = NonNullable<Event['spans']>[number];

/** Spans of what is done inside one transaction. */
async function spansOf(run: () => void): Promise<SpanJSON[]> {
  const { transactions } = startApp({ tracesSampleRate: 1 });
  startSpanManual({ name: 'page' }, (span) => {
    run();
    span.end();
  });
  await flush();
  return (transactions[0] as Event).spans ?? [];
}

const said = ({ op, description, data }: SpanJSON) => [
  op,
  description,
  data['ui.component_name'],
  data['sentry.origin'],
];

function Price({ amount }: { amount: number; currency?: string }): React.ReactNode {
  return <b>{amount}</b>;
}

function Cart(props: { hasRenderSpan?: boolean; disabled?: boolean }): React.ReactNode {
  useProfiler('Cart', props);
  return <p>cart</p>;
}

describe('withProfiler', () => {
  it('times mounting, each update with the props that changed, and the time on the page', async () => {
    const Timed = withProfiler(Price);
    const spans = await spansOf(() => {
      const { rerender, unmount } = render(<Timed amount={1} currency="EUR" />);
      rerender(<Timed amount={2} currency="EUR" />);
      rerender(<Timed amount={2} currency="EUR" />);
      unmount();
    });

    expect(spans.map(said).sort()).toEqual([
      ['ui.react.mount', '<Price>', 'Price', 'auto.ui.react.profiler'],
      ['ui.react.render', '<Price>', 'Price', 'auto.ui.react.profiler'],
      ['ui.react.update', '<Price>', 'Price', 'auto.ui.react.profiler'],
    ]);
    const [mount, onPage, update] = ['mount', 'render', 'update'].map((kind) =>
      spans.find(({ op }) => op === `ui.react.${kind}`),
    ) as [SpanJSON, SpanJSON, SpanJSON];
    expect(update.data['ui.react.changed_props']).toEqual(['amount']);
    expect(update.parent_span_id).toBe(mount.span_id);
    expect(onPage.start_timestamp).toBe(mount.timestamp);
  });

  it('leaves out what it is told to leave out', async () => {
    const Bare = withProfiler(Price, { name: 'Total', includeRender: false, includeUpdates: false });
    const Off = withProfiler(Price, { disabled: true });
    const spans = await spansOf(() => {
      const { rerender, unmount } = render(<Bare amount={1} />);
      rerender(<Bare amount={2} />);
      unmount();
      const off = render(<Off amount={1} />);
      off.rerender(<Off amount={2} />);
      off.unmount();
    });

    expect(spans.map(({ op, description }) => [op, description])).toEqual([['ui.react.mount', '<Total>']]);
  });

  it('bears the name and the statics of the component', () => {
    const Page = Object.assign(() => null, { displayName: 'Page', getLayout: () => 'layout' });
    const Timed = withProfiler(Page);

    expect(Timed.displayName).toBe('profiler(Page)');
    expect(Timed).toHaveProperty('getLayout', Page.getLayout);
  });

  it('makes one span of mounting in StrictMode', async () => {
    const Timed = withProfiler(Price, { includeRender: false });
    const spans = await spansOf(() => {
      render(
        <React.StrictMode>
          <Timed amount={1} />
        </React.StrictMode>,
      );
    });

    expect(spans.filter(({ op }) => op === 'ui.react.mount')).toHaveLength(1);
  });
});

describe('Profiler', () => {
  it('makes no transactions of what happens after the one that it was mounted in', async () => {
    const { transactions } = startApp({ tracesSampleRate: 1 });
    const Timed = withProfiler(Price);
    startSpanManual({ name: 'page' }, (span) => {
      const { rerender, unmount } = render(<Timed amount={1} />);
      span.end();
      rerender(<Timed amount={2} />);
      unmount();
    });
    await flush();
    expect(transactions).toHaveLength(1);
    expect(transactions[0]?.spans).toHaveLength(1);
  });

  it('makes no transaction where there is none', async () => {
    const { transactions } = startApp({ tracesSampleRate: 1 });
    render(
      <Profiler name="Cart">
        <Price amount={1} />
      </Profiler>,
    ).unmount();
    await flush();

    expect(transactions).toEqual([]);
  });
});

describe('useProfiler', () => {
  it('times the component that calls it', async () => {
    const spans = await spansOf(() => {
      render(<Cart />).unmount();
      render(<Cart hasRenderSpan={false} />).unmount();
      render(<Cart disabled />).unmount();
    });

    expect(spans.map(({ op, description }) => [op, description])).toEqual([
      ['ui.react.mount', '<Cart>'],
      ['ui.react.render', '<Cart>'],
      ['ui.react.mount', '<Cart>'],
    ]);
  });
});
