import type { ServerResponse } from 'node:http';
import { getActiveSpan, type Span, startInactiveSpan } from '@vedette/node';
import type { RoutedRequest } from '../route-name.ts';
import type { Layer } from '../route-patterns.ts';
import type { SelectLayer } from './describe-layer.ts';

/** A layer that a request is about to enter. */
export interface LayerEntry {
  request: RoutedRequest;
  response: ServerResponse;
  layer: Layer;
  /** It is given an error. */
  isErrorHandler: boolean;
}

interface OpenLayer {
  span: Span;
  parent: Span;
  /** What `request.next` is inside of one run of a router: its layers have it in common, those of others do not. */
  level: unknown;
  isOver: boolean;
}

/** Where a request keeps the layers it is in. */
const OPEN = Symbol('vedette.layers');
const layerOf = new WeakMap<Span, OpenLayer>();

type TracedRequest = RoutedRequest & { [OPEN]?: OpenLayer[]; next?: unknown };

/**
 * The span that is to be active inside of a layer; `undefined` when all may stay as it is. Express does not tell when a
 * layer calls `next`, so a layer is over when another one of its router begins, or with the response. What calls back
 * inside of a layer that is over belongs to what was around it. Of a request that is not sampled nothing is looked at.
 */
export function spanOfLayer(
  { request, response, layer, isErrorHandler }: LayerEntry,
  select: SelectLayer,
): Span | undefined {
  const active = getActiveSpan();
  const inside = active && layerOf.get(active);
  if (!active || !(inside || active.isRecording())) {
    return undefined;
  }
  const { next: level } = request as TracedRequest;
  const open = openLayers(request, response);
  const sibling = open.findIndex((one) => one.level === level);
  if (sibling >= 0) {
    endLayers(open, sibling, isErrorHandler);
  }
  const parent = enclosing(active);
  const described = select(request, layer);
  if (!described || response.writableFinished) {
    return parent;
  }
  const { type, name, route } = described;
  const span = startInactiveSpan({
    name,
    op: `${type}.express`,
    parentSpan: parent,
    attributes: {
      'sentry.origin': 'auto.http.express',
      'express.name': name,
      'express.type': type,
      'http.route': route,
    },
  });
  const opened = { span, parent, level, isOver: false };
  layerOf.set(span, opened);
  open.push(opened);
  return span;
}

/** Not a WeakMap beside it: what a request reaches would stay until the next full collection. */
function openLayers(request: TracedRequest, response: ServerResponse): OpenLayer[] {
  const known = request[OPEN];
  if (known) {
    return known;
  }
  const open: OpenLayer[] = [];
  Object.defineProperty(request, OPEN, { value: open });
  const endAll = (): void => endLayers(open, 0, false);
  // Before the span of the request ends.
  response.prependListener('finish', endAll).prependListener('close', endAll);
  return open;
}

/** The innermost first. Where an error handler follows, the layers before it have failed. */
function endLayers(open: OpenLayer[], from: number, haveFailed: boolean): void {
  for (const layer of open.splice(from).reverse()) {
    layer.isOver = true;
    if (haveFailed) {
      layer.span.setStatus({ code: 2, message: 'internal_error' });
    }
    layer.span.end();
  }
}

function enclosing(span: Span): Span {
  const layer = layerOf.get(span);
  return layer?.isOver ? enclosing(layer.parent) : span;
}
