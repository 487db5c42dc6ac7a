// Stands for Lambda on this machine: calls the handler with the event that an API Gateway (HTTP API, payload 2.0) sends, and
// a context. In the cloud `index.js` is all there is.
import { randomUUID } from 'node:crypto';
import { handler } from './index.js';

const [, , id = '1'] = process.argv;
const TIMEOUT_MS = 3000;
const endMs = Date.now() + TIMEOUT_MS;

const event = {
  version: '2.0',
  routeKey: 'GET /parcels/{id}',
  rawPath: `/parcels/${id}`,
  rawQueryString: '',
  headers: {
    accept: '*/*',
    host: 'abc123.execute-api.eu-west-1.amazonaws.com',
    'user-agent': 'curl/8.5.0',
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-proto': 'https',
  },
  requestContext: {
    accountId: '123456789012',
    apiId: 'abc123',
    domainName: 'abc123.execute-api.eu-west-1.amazonaws.com',
    http: {
      method: 'GET',
      path: `/parcels/${id}`,
      protocol: 'HTTP/1.1',
      sourceIp: '198.51.100.7',
      userAgent: 'curl/8.5.0',
    },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: 'GET /parcels/{id}',
    stage: '$default',
    time: '21/Nov/2026:12:00:00 +0000',
    timeEpoch: 1795262400000,
  },
  pathParameters: { id },
  isBase64Encoded: false,
};

const context = {
  functionName: 'parcel-status',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:parcel-status',
  memoryLimitInMB: '128',
  awsRequestId: randomUUID(),
  logGroupName: '/aws/lambda/parcel-status',
  logStreamName: '2026/11/21/[$LATEST]4459c970fa6d4c77aca62c95850fce54',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => endMs - Date.now(),
};

try {
  console.log(await handler(event, context));
} catch ({ name, message, stack }) {
  // What Lambda answers who invoked it.
  console.log({ errorType: name, errorMessage: message, trace: stack.split('\n') });
  process.exitCode = 1;
}
