import {
  type Client,
  getDefaultIntegrations as getNodeIntegrations,
  type Integration,
  init as initNode,
  type NodeOptions,
} from '@vedette/node';
import { expressIntegration } from './express-integration.ts';

/** What `init` installs unless told otherwise: Node's, and names by routes. */
export function getDefaultIntegrations(options: NodeOptions = {}): Integration[] {
  return [...getNodeIntegrations(options), expressIntegration()];
}

/** Starts monitoring this process as `@vedette/node` does, with `expressIntegration` added. Never throws. */
export function init(options: NodeOptions = {}): Client | undefined {
  return initNode(options, {
    sdkName: 'vedette.javascript.express',
    defaultIntegrations: getDefaultIntegrations(options),
  });
}
