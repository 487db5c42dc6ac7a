/**
 * The subpath `@vedette/node/serverless`: for functions whose process is frozen between invocations.
 */
export { type FlushIfServerlessOptions, flushIfServerless, vercelWaitUntil } from './serverless/flush.ts';
export type { LambdaContext, LambdaHandler, StreamingHandler } from './serverless/lambda-types.ts';
export { type WrapperOptions, wrapHandler } from './serverless/wrap-handler.ts';
