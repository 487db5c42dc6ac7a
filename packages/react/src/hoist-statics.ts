/** Members that React or the language give a component, and that a wrapper has of its own. */
const OWN = new Set(
  (
    'childContextTypes,contextType,contextTypes,defaultProps,displayName,getDefaultProps,getDerivedStateFromError,' +
    'getDerivedStateFromProps,mixins,propTypes,type,$$typeof,render,compare,name,length,prototype,caller,callee,arguments,arity'
  ).split(','),
);

/** Gives a wrapper what the host put on the component it wraps (`Page.getLayout`). Returns the wrapper. */
export function hoistStatics<C extends object>(wrapper: C, wrapped: object): C {
  for (const key of Reflect.ownKeys(wrapped)) {
    const descriptor = Object.getOwnPropertyDescriptor(wrapped, key);
    if (descriptor && !OWN.has(key as string) && !(key in wrapper)) {
      // Refused, when it is, without an error.
      Reflect.defineProperty(wrapper, key, descriptor);
    }
  }
  return wrapper;
}
