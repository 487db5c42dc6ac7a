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
  /** Its handlers. */
  stack?: Layer[];
}

interface Router {
  stack?: Layer[];
  /** Of a middleware, which may be a router: its number of parameters. */
  length?: number;
}

/** What a router tries one after the other: routes, routers and middlewares, and inside of a route its handlers. */
export interface Layer {
  /** Of the function. */
  name?: string;
  route?: Route;
  /** Of handlers, the one they answer to; all if there is none. */
  method?: string;
  handle?: Router;
  /** The path as it was given; from router 2.3 (Express 5.3) on. */
  rawPath?: unknown;
  /** Express 4 keeps only what it made of the path. */
  regexp?: RegExp;
  keys?: Array<{ name: string | number }>;
  /** Router 2.0 to 2.2 keeps only what finds it, and whether that is everything. */
  slash?: boolean;
  matchers?: Array<(path: string) => { path: string; params: Record<string, unknown> } | false>;
}

/** A path that leads to a route, mounts included. */
interface RoutePattern {
  text: string;
  /** Roughly: it only has to tell the mounts of one router apart. */
  whole: RegExp;
  /** What ends so. */
  end: RegExp;
}

/** Routes and routers stay where they are once requests come in. */
const known = new WeakMap<Route, RoutePattern[]>();

/** Every path that leads to a route; none where a mount cannot be read. `path` is that of a request to it. */
export function routePatterns(app: Application, route: Route, path: string): RoutePattern[] {
  let patterns = known.get(route);
  if (!patterns) {
    const way: Way = { path, isOfRequest: false };
    patterns = combine(mountsOf(app), below(routerOf(app), route, way)).map(toPattern);
    if (patterns.length > 0 && !way.isOfRequest) {
      known.set(route, patterns);
    }
  }
  return patterns;
}

/** What is left of the path of a request on its way through routers. */
interface Way {
  path: string;
  /** A mount was read from it, so that another request may have come another way. */
  isOfRequest: boolean;
}

function toPattern(text: string): RoutePattern {
  const source = text
    .replace(/[.+?^$()[\]{}|\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*\w*/g, '.*');
  return { text, whole: new RegExp(`^${source}/?$`, 'i'), end: new RegExp(`${source}/?$`, 'i') };
}

/** The router of an application that has one already: asking for it is what makes it. */
export function routerOf(app: Application): Router | undefined {
  return app._router ?? app.router;
}

function below(router: Router | undefined, route: Route, way: Way): string[] {
  return (router?.stack ?? []).flatMap((layer) => {
    if (layer.route) {
      return layer.route === route ? texts(route.path) : [];
    }
    if (!layer.handle?.stack) {
      return [];
    }
    const mounts = mountPaths(layer);
    if (mounts.length > 0) {
      return combine(mounts, below(layer.handle, route, way));
    }
    const found = mountOf(layer, way.path);
    const patterns = found ? combine([found.mount], below(layer.handle, route, { ...way, path: found.rest })) : [];
    way.isOfRequest ||= patterns.length > 0;
    return patterns;
  });
}

/** Where an application is mounted; at the root if it is not. */
function mountsOf({ mountpath, parent }: Application): string[] {
  return parent ? combine(mountsOf(parent), texts(mountpath)) : [''];
}

/** Where a layer is mounted; nothing where that cannot be read. */
export function mountPaths({ rawPath, regexp, keys = [] }: Layer): string[] {
  return rawPath === undefined ? pathsOf(regexp, keys) : texts(rawPath);
}

/** What a mount looks like from a request that goes through it: values of parameters are taken for their names. */
function mountOf({ matchers = [], slash }: Layer, path: string): { mount: string; rest: string } | undefined {
  if (slash) {
    return { mount: '', rest: path };
  }
  for (const matcher of matchers) {
    const match = matcher(path);
    if (match) {
      const names = new Map(Object.entries(match.params).map(([name, value]) => [value, name]));
      const segments = match.path.split('/').map((segment) => {
        const name = names.get(decodeURIComponent(segment));
        return name === undefined ? segment : `:${name}`;
      });
      return { mount: segments.join('/'), rest: path.slice(match.path.length) };
    }
  }
  return undefined;
}

//   /^\/shops(?:\/([^/]+?))\/?(?=\/|$)/i  ->  /shops/:shop
//   /^\/x\/?(?=\/|$)|^\/y\/?(?=\/|$)/i    ->  /x, /y
function pathsOf(regexp: RegExp | undefined, keys: NonNullable<Layer['keys']>): string[] {
  let key = 0;
  const sources = regexp?.source.split(/\|(?=\^)/) ?? [];
  return sources.map((source) => {
    const path = source
      .replace(/^\^/, '')
      .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
      .replace(/\(\?:(\\\/|)\([^()]*\)\)/g, (_, slash: string) => `${slash}:${keys[key++]?.name}`)
      .replace(/\\([/.-])/g, '$1');
    // What is left of a regular expression was the host's own.
    return /[\\^$()[\]|?+]/.test(path) ? `/${source}/` : path;
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
