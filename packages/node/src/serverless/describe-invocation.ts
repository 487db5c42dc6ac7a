import type { RequestTrace, Scope } from '@vedette/core';
import type { LambdaContext } from './lambda-types.ts';

/** Puts on a scope what is known of an invocation. `startedAt` is in milliseconds of `performance.now()`. */
export function describeInvocation(scope: Scope, context: LambdaContext, startedAt: number): void {
  const { functionName, awsRequestId, logGroupName, logStreamName } = context;
  const region = process.env.AWS_REGION;
  scope.setTransactionName(functionName);
  scope.setTag('url', `awslambda:///${functionName}`);
  scope.setContext('aws.cloudwatch.logs', { log_group: logGroupName, log_stream: logStreamName, region });
  // Read when something is sent: time goes on until then.
  scope.addEventProcessor((event) => {
    event.contexts = {
      ...event.contexts,
      'aws.lambda': {
        aws_request_id: awsRequestId,
        function_name: functionName,
        function_version: context.functionVersion,
        invoked_function_arn: context.invokedFunctionArn,
        execution_duration_in_millis: Math.round(performance.now() - startedAt),
        remaining_time_in_millis: context.getRemainingTimeInMillis?.(),
      },
    };
    return event;
  });
}

/** The trace that an event names in its headers, as gateways, load balancers and function URLs pass them on. */
export function traceOf(event: unknown): RequestTrace {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(Object(Object(event).headers))) {
    headers[name.toLowerCase()] = String(value);
  }
  return { sentryTrace: headers['sentry-trace'], baggage: headers.baggage, traceparent: headers.traceparent };
}
