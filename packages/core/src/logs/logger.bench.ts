import { bench, describe } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { metrics } from '../metrics/metrics.ts';
import { logger } from './logger.ts';

const { platform } = setupCore({ release: 'shop@1' });

/** What was sent is let go, or the memory it fills would be measured. */
function forget(): void {
  (platform.sent as unknown[]).length = 0;
}

describe('logs and metrics', () => {
  bench('logger.info with three attributes', () => logger.info('user came', { id: 7, plan: 'pro', fast: true }), {
    teardown: forget,
  });
  bench('logger.info of a template', () => logger.info(logger.fmt`user ${7} came`), { teardown: forget });
  bench('metrics.count', () => metrics.count('orders'), { teardown: forget });
});
