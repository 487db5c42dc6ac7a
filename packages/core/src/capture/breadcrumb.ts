import { guard } from '../lib/guard.ts';
import { getClient, getIsolationScope } from '../scope/current.ts';
import type { BreadcrumbHint } from '../types/client.ts';
import type { Breadcrumb } from '../types/event.ts';

/**
 * Leaves a mark on the trail of this isolation scope. The newest `maxBreadcrumbs` are kept. Nothing happens without a
 * client, when `beforeBreadcrumb` returns `null`, or when it throws.
 */
export function addBreadcrumb(breadcrumb: Breadcrumb, hint?: BreadcrumbHint): void {
  const client = getClient();
  if (!client?.isEnabled()) {
    return;
  }
  const { beforeBreadcrumb, maxBreadcrumbs } = client.getOptions();
  guard(() => {
    const crumb = Object.assign({}, breadcrumb);
    crumb.timestamp ??= client.platform.now();
    const kept = beforeBreadcrumb ? beforeBreadcrumb(crumb, hint) : crumb;
    if (kept) {
      client.emit('beforeAddBreadcrumb', kept, hint ?? {});
      getIsolationScope().addBreadcrumb(kept, maxBreadcrumbs, !beforeBreadcrumb);
    }
  });
}
