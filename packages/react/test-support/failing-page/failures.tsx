import { ErrorBoundary, reactErrorHandler } from '@vedette/react';
import * as React from 'react';
import { createPortal } from 'react-dom';
import type { RootOptions } from 'react-dom/client';

/** How a page is shown and used: by React alone, or by testing library. */
export interface Tools {
  mount(node: React.ReactNode, options?: RootOptions): void;
  /** Takes over what a server rendered. */
  hydrate(html: string, node: React.ReactNode, options?: RootOptions): void;
  click(text: string): void;
  /** Waits until the page shows this text. */
  see(text: string): Promise<void>;
}

/** One way to fail, and the one report that is to come of it. */
export interface Failure {
  /** The first major version of React that knows it. @default 17 */
  since?: number;
  /** Only where React is built for production: its other build words it so that nothing can be told. @default 0 */
  productionUntil?: number;
  mechanism: string;
  handled: boolean;
  /** What the report says. @default the failure's name */
  value?: RegExp;
  /** The component in which it happened, where React tells. */
  component?: string;
  run(tools: Tools, message: string): void | Promise<void>;
}

const BOUNDARY = 'auto.function.react.error_boundary';
const HANDLER = 'auto.function.react.error_handler';
const WINDOW = 'auto.browser.global_handlers.onerror';
const HYDRATION = /Hydration failed|Text content does not match|Minified React error #4(18|25)/;

interface Message {
  message: string;
}

/** A new error each time, as components make them: nobody can tell from the object that it was reported. */
function Fail({ message }: Message): React.ReactNode {
  throw new Error(message);
}

function FailAfterwards({ message, effect = React.useEffect }: Message & { effect?: typeof React.useEffect }) {
  effect(() => {
    throw new Error(message);
  }, [message, effect]);
  return null;
}

function FailOnClick({ message }: Message): React.ReactNode {
  const onClick = (): void => {
    throw new Error(message);
  };
  return (
    <button type="button" onClick={onClick}>
      press
    </button>
  );
}

function FailInTransition({ message }: Message): React.ReactNode {
  const [isFailing, setFailing] = React.useState(false);
  return (
    <button type="button" onClick={() => React.startTransition(() => setFailing(true))}>
      {isFailing ? <Fail message={message} /> : 'press'}
    </button>
  );
}

/** Waits for data, and fails with it. */
function suspending(): React.FunctionComponent<Message> {
  let isThere = false;
  const data = new Promise<void>((resolve) => setTimeout(resolve)).then(() => {
    isThere = true;
  });
  return (props) => {
    if (!isThere) {
      throw data;
    }
    return <Fail {...props} />;
  };
}

/** Fails as long as it is told what the server was told. */
function FailOnServer({ message }: Message): React.ReactElement {
  const isServer = React.useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  );
  return isServer ? <Fail message={message} /> : <p>client</p>;
}

class HostBoundary extends React.Component<React.PropsWithChildren, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): React.ReactNode {
    return this.state.failed ? 'sorry' : this.props.children;
  }
}

function Guarded({ children }: React.PropsWithChildren): React.ReactElement {
  return <ErrorBoundary fallback={<p>sorry</p>}>{children}</ErrorBoundary>;
}

function Greeting(): React.ReactElement {
  return <p>client</p>;
}

/** Every handler that a root can have. */
const everyHandler = (): RootOptions => ({
  onUncaughtError: reactErrorHandler(),
  onCaughtError: reactErrorHandler(),
  onRecoverableError: reactErrorHandler(),
});

export const FAILURES: Record<string, Failure> = {
  'in render': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'Fail',
    run({ mount, see }, message) {
      mount(
        <Guarded>
          <Fail message={message} />
        </Guarded>,
      );
      return see('sorry');
    },
  },
  'an error that was made before, in render': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'Rethrow',
    run({ mount, see }, message) {
      const error = new Error(message);
      function Rethrow(): React.ReactNode {
        throw error;
      }
      mount(
        <Guarded>
          <Rethrow />
        </Guarded>,
      );
      return see('sorry');
    },
  },
  'in render, with every handler of the root': {
    since: 19,
    mechanism: BOUNDARY,
    handled: true,
    component: 'Fail',
    run({ mount, see }, message) {
      mount(
        <Guarded>
          <Fail message={message} />
        </Guarded>,
        everyHandler(),
      );
      return see('sorry');
    },
  },
  'in render, caught by a boundary of the host': {
    since: 19,
    mechanism: HANDLER,
    handled: false,
    component: 'Fail',
    run({ mount, see }, message) {
      mount(
        <HostBoundary>
          <Fail message={message} />
        </HostBoundary>,
        everyHandler(),
      );
      return see('sorry');
    },
  },
  'in an effect': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'FailAfterwards',
    run({ mount, see }, message) {
      mount(
        <Guarded>
          <FailAfterwards message={message} />
        </Guarded>,
      );
      return see('sorry');
    },
  },
  'in a layout effect': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'FailAfterwards',
    run({ mount, see }, message) {
      mount(
        <Guarded>
          <FailAfterwards message={message} effect={React.useLayoutEffect} />
        </Guarded>,
      );
      return see('sorry');
    },
  },
  'in an event handler': {
    mechanism: WINDOW,
    handled: false,
    run({ mount, click }, message) {
      mount(
        <Guarded>
          <FailOnClick message={message} />
        </Guarded>,
      );
      click('press');
    },
  },
  'a chunk that does not load': {
    mechanism: BOUNDARY,
    handled: true,
    // jsdom loads none at all.
    value: /dynamically imported module|dynamic import|Importing a module script/,
    run({ mount, see }) {
      const url = new URL('/gone-since-the-deploy.js', location.href).href;
      const Chunk = React.lazy(() => import(url));
      mount(
        <Guarded>
          <React.Suspense fallback={<p>wait</p>}>
            <Chunk />
          </React.Suspense>
        </Guarded>,
      );
      return see('sorry');
    },
  },
  'after suspense': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'Fail',
    run({ mount, see }, message) {
      const Suspending = suspending();
      mount(
        <Guarded>
          <React.Suspense fallback={<p>wait</p>}>
            <Suspending message={message} />
          </React.Suspense>
        </Guarded>,
      );
      return see('sorry');
    },
  },
  'in a portal': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'Fail',
    run({ mount, see }, message) {
      mount(<Guarded>{createPortal(<Fail message={message} />, document.body)}</Guarded>);
      return see('sorry');
    },
  },
  'in nested boundaries': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'Fail',
    run({ mount, see }, message) {
      mount(
        <ErrorBoundary fallback={<p>outer</p>}>
          <ErrorBoundary fallback={<p>inner</p>}>
            <Fail message={message} />
          </ErrorBoundary>
        </ErrorBoundary>,
      );
      return see('inner');
    },
  },
  'in StrictMode': {
    mechanism: BOUNDARY,
    handled: true,
    component: 'Fail',
    run({ mount, see }, message) {
      mount(
        <React.StrictMode>
          <Guarded>
            <Fail message={message} />
          </Guarded>
        </React.StrictMode>,
      );
      return see('sorry');
    },
  },
  'in a transition': {
    since: 18,
    mechanism: BOUNDARY,
    handled: true,
    component: 'Fail',
    async run({ mount, click, see }, message) {
      mount(
        <Guarded>
          <FailInTransition message={message} />
        </Guarded>,
      );
      click('press');
      await see('sorry');
    },
  },
  'while hydrating, of another text': {
    since: 18,
    mechanism: HANDLER,
    handled: false,
    value: HYDRATION,
    component: 'Greeting',
    run({ hydrate, see }) {
      hydrate('<p>server</p>', <Greeting />, everyHandler());
      return see('client');
    },
  },
  'while hydrating, of another element, in a boundary': {
    since: 18,
    mechanism: HANDLER,
    handled: false,
    value: HYDRATION,
    component: 'Greeting',
    run({ hydrate, see }) {
      hydrate(
        '<b>server</b>',
        <Guarded>
          <Greeting />
        </Guarded>,
        everyHandler(),
      );
      return see('client');
    },
  },
  'while hydrating, without a handler': {
    since: 18,
    productionUntil: 18,
    mechanism: WINDOW,
    handled: false,
    value: HYDRATION,
    run({ hydrate, see }) {
      hydrate('<p>server</p>', <Greeting />);
      return see('client');
    },
  },
  'in a component that only hydrating fails': {
    since: 18,
    mechanism: HANDLER,
    handled: false,
    // React 19 says what it did about it, and gives the error as the cause.
    value: /^in a component|error while hydrating but|error #423/,
    component: 'FailOnServer',
    run({ hydrate, see }, message) {
      hydrate('<p>server</p>', <FailOnServer message={message} />, everyHandler());
      return see('client');
    },
  },
};

/** What testing library cannot show: inside its `act` React throws what nobody caught at whoever called. */
export const UNCAUGHT: Record<string, Failure> = {
  'in render, without a boundary': {
    mechanism: WINDOW,
    handled: false,
    run({ mount }, message) {
      mount(<Fail message={message} />);
    },
  },
  'in an effect, without a boundary': {
    mechanism: WINDOW,
    handled: false,
    run({ mount }, message) {
      mount(<FailAfterwards message={message} />);
    },
  },
  'in render, without a boundary, with every handler of the root': {
    since: 19,
    mechanism: HANDLER,
    handled: false,
    component: 'Fail',
    run({ mount }, message) {
      mount(<Fail message={message} />, everyHandler());
    },
  },
};
