/** What we read of Express's routers, 4 and 5. */
export interface Application {
  /** Express 4; there `router` is a getter that throws. */
  _router?: Router;
  router?: Router;
  mountpath?: unknown;
  parent?: Application;
}

export interface Route {
  /** A text, a regular expression, or a list of these. */
  path?: unknown;
}

interface Router {
  stack?: Layer[];
}

interface Layer {
  route?: Route;
  handle?: Router;
  /** The path as it was given; from router 2.3 (Express 5.3) on. */
  rawPath?: unknown;
  /** Express 4 keeps only what it made of the path. */
  regexp?: RegExp;
  keys?: Array<{ name: string | number }>;
}

/** Routes and routers stay where they are once requests come in. */
const known = new WeakMap<Route, string[]>();

/** Every path that leads to a route, mounts included; none where a mount cannot be read. */
export function routePatterns(app: Application, route: Route): string[] {
  let patterns = known.get(route);
  if (!patterns) {
    patterns = combine(mountsOf(app), below(app._router ?? app.router, route));
    known.set(route, patterns);
  }
  return patterns;
}

function below(router: Router | undefined, route: Route): string[] {
  return (router?.stack ?? []).flatMap((layer) => {
    if (layer.route) {
      return layer.route === route ? texts(route.path) : [];
    }
    return layer.handle?.stack ? combine(mountPaths(layer), below(layer.handle, route)) : [];
  });
}

/** Where an application is mounted; at the root if it is not. */
function mountsOf({ mountpath, parent }: Application): string[] {
  return parent ? combine(mountsOf(parent), texts(mountpath)) : [''];
}

function mountPaths({ rawPath, regexp, keys = [] }: Layer): string[] {
  return rawPath === undefined ? pathsOf(regexp, keys) : texts(rawPath);
}

//   /^\/shops(?:\/([^/]+?))\/?(?=\/|$)/i  ->  /shops/:shop
//   /^\/x\/?(?=\/|$)|^\/y\/?(?=\/|$)/i    ->  /x, /y
function pathsOf(regexp: RegExp | undefined, keys: NonNullable<Layer['keys']>): string[] {
  let key = 0;
  const sources = regexp?.source.split(/\|(?=\^)/) ?? [];
  return sources.flatMap((source) => {
    const path = source
      .replace(/^\^/, '')
      .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
      .replace(/\(\?:(\\\/|)\(\[\^\\?\/\]\+\?\)\)/g, (_, slash: string) => `${slash}:${keys[key++]?.name}`)
      .replace(/\\([/.-])/g, '$1');
    // What is left of a regular expression was the host's own.
    return /[\\^$()[\]|?+]/.test(path) ? [] : [path];
  });
}

function texts(path: unknown): string[] {
  return [path ?? ''].flat(Number.POSITIVE_INFINITY).map(String);
}

function combine(fronts: string[], backs: string[]): string[] {
  return fronts.flatMap((front) => backs.map((back) => join(front, back)));
}

function join(front: string, back: string): string {
  // A regular expression stays as it reads.
  return back.startsWith('/^') ? front + back : `${front}/${back}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}
