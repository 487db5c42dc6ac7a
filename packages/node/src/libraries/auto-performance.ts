import type { Integration } from '@vedette/core';
import { fastifyIntegration } from './fastify.ts';
import { graphqlIntegration } from './graphql.ts';
import { mongooseIntegration } from './mongoose.ts';
import { redisIntegration } from './redis.ts';

/**
 * What `init` installs besides with tracing on: the libraries that tell of themselves through channels of Node's. None is
 * loaded or patched; where a library is not used, nobody speaks and nothing is done.
 */
export function getAutoPerformanceIntegrations(): Integration[] {
  return [fastifyIntegration(), graphqlIntegration(), mongooseIntegration(), redisIntegration()];
}
