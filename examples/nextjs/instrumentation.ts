import type { Instrumentation } from 'next';

const isNode = process.env.NEXT_RUNTIME === 'nodejs';

/** Next.js calls this once, before it takes requests. Without a DSN nothing is started. */
export async function register() {
  if (isNode) {
    const { init } = await import('@vedette/node');
    init({ dsn: process.env.VEDETTE_DSN, release: 'next-shop@1.0.0', tracesSampleRate: 1 });
  }
}

/** Next.js tells here of what went wrong in pages, route handlers and server actions. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (isNode) {
    const { captureException, withScope } = await import('@vedette/node');
    withScope((scope) => {
      scope.setTransactionName(`${request.method} ${context.routePath}`);
      scope.setTag('route.type', context.routeType);
      captureException(error, { mechanism: { type: 'auto.function.nextjs.on_request_error', handled: false } });
    });
  }
};
