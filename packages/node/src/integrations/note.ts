import { addBreadcrumb, type Breadcrumb, type Client, getClient, guard } from '@vedette/core';

/** Leaves a breadcrumb, if `client` is the current one. Never throws. */
export function note(client: Client, describe: () => Breadcrumb): void {
  guard(() => {
    if (getClient() === client) {
      addBreadcrumb(describe());
    }
  });
}
