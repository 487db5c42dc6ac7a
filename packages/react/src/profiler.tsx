import { getActiveSpan, getRootSpan, type Span, spanToJSON, startInactiveSpan } from '@vedette/browser';
import * as React from 'react';
import { hoistStatics } from './hoist-statics.ts';
import { nameOf } from './name-of.ts';

export interface ProfilerProps {
  children?: React.ReactNode;
  /** What the spans are named after. */
  name: string;
  /** Makes no spans. @default false */
  disabled?: boolean;
  /** A span from the end of mounting to unmounting. @default true */
  includeRender?: boolean;
  /** A span for each time that `updateProps` differ. @default true */
  includeUpdates?: boolean;
  /** The props of the component that is looked at. */
  updateProps?: Record<string, unknown>;
}

/**
 * Times a part of the tree: spans `ui.react.mount`, `ui.react.update` and `ui.react.render` in the transaction under way;
 * without one nothing is timed. What React begins and throws away (StrictMode, interrupted renders) leaves no span.
 * Source: sdk-behaviour, "React".
 */
export class Profiler extends React.Component<ProfilerProps> {
  private mount: Timing | undefined = startTiming();
  private mounted?: Span | undefined;
  private update?: Timing | undefined;

  override shouldComponentUpdate({ updateProps = {}, includeUpdates = true }: ProfilerProps): boolean {
    const before = this.props.updateProps ?? {};
    const changed = Object.keys(updateProps).filter((key) => updateProps[key] !== before[key]);
    // Asked once more before a render that was thrown away is tried again: the first one counts.
    if (includeUpdates && this.mounted && changed.length > 0) {
      this.update ??= { ...startTiming(), parent: this.mounted, changed };
    }
    return true;
  }

  override componentDidMount(): void {
    // StrictMode mounts twice, the second time without making the component anew.
    if (this.mount && !this.props.disabled) {
      this.mounted = record('mount', this.props.name, this.mount);
    }
    this.mount = undefined;
  }

  override componentDidUpdate(): void {
    if (this.update) {
      record('update', this.props.name, this.update);
      this.update = undefined;
    }
  }

  override componentWillUnmount(): void {
    if (this.props.includeRender ?? true) {
      recordRender(this.props.name, this.mounted);
    }
  }

  override render(): React.ReactNode {
    return this.props.children;
  }
}

/** A component inside a Profiler that bears its name, or `name`. */
export function withProfiler<P extends object>(
  Wrapped: React.ComponentType<P>,
  options?: Pick<Partial<ProfilerProps>, 'name' | 'disabled' | 'includeRender' | 'includeUpdates'>,
): React.FunctionComponent<P> {
  const name = options?.name ?? nameOf(Wrapped);
  const WithProfiler: React.FunctionComponent<P> = (props) => (
    <Profiler {...options} name={name} updateProps={props as Record<string, unknown>}>
      <Wrapped {...props} />
    </Profiler>
  );
  WithProfiler.displayName = `profiler(${name})`;
  return hoistStatics(WithProfiler, Wrapped);
}

/** The same for the component that calls it, without updates: spans of its mounting and of its time on the page. */
export function useProfiler(
  name: string,
  { disabled = false, hasRenderSpan = true }: { disabled?: boolean; hasRenderSpan?: boolean } = {},
): void {
  const [mount] = React.useState(startTiming);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it is mounted
  React.useEffect(() => {
    const mounted = disabled ? undefined : record('mount', name, mount);
    return () => {
      if (hasRenderSpan) {
        recordRender(name, mounted);
      }
    };
  }, []);
}

/** When something began, and in which span; seconds since 1970. */
interface Timing {
  startTime: number;
  parent: Span | undefined;
  changed?: string[];
}

function startTiming(): Timing {
  return { startTime: Date.now() / 1000, parent: getActiveSpan() };
}

/** A span that ends now; none without a transaction under way. */
function record(kind: string, name: string, { startTime, parent, changed }: Timing): Span | undefined {
  if (!parent || spanToJSON(getRootSpan(parent)).timestamp) {
    return undefined;
  }
  const span = startInactiveSpan({
    name: `<${name}>`,
    op: `ui.react.${kind}`,
    parentSpan: parent,
    startTime,
    attributes: {
      'sentry.origin': 'auto.ui.react.profiler',
      'ui.component_name': name,
      'ui.react.changed_props': changed,
    },
  });
  span.end();
  return span;
}

/** From the end of mounting until now. */
function recordRender(name: string, mounted: Span | undefined): void {
  const startTime = mounted && spanToJSON(mounted).timestamp;
  if (startTime) {
    record('render', name, { startTime, parent: mounted });
  }
}
