/** What Lambda tells of an invocation. Source: the page on the context object of its Node runtime. */
export interface LambdaContext {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

export type LambdaCallback = (error?: unknown, result?: unknown) => void;

/** A handler with a promise or with a callback. */
// biome-ignore lint/suspicious/noExplicitAny: the host's own events and results
export type LambdaHandler = (event: any, context: any, callback: any) => any;

/** A handler that writes its answer, as `awslambda.streamifyResponse` returns it. */
// biome-ignore lint/suspicious/noExplicitAny: the host's own events and results
export type StreamingHandler = (event: any, stream: any, context: any) => any;

/** The mark that `awslambda.streamifyResponse` leaves on a handler. Its runtime looks for it. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

export function isStreaming(handler: LambdaHandler | StreamingHandler): handler is StreamingHandler {
  return (handler as { [STREAMING]?: unknown })[STREAMING] !== undefined;
}
