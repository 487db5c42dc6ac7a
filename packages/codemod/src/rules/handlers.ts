import { Node } from 'ts-morph';
import type { SdkFile } from '../source/sdk-file.ts';

/** v7's `Handlers`: what two of them did is done by itself, the third has a new name. */
export function moveHandlers(file: SdkFile): void {
  for (const use of file.uses.filter(({ name }) => name === 'Handlers')) {
    const member = use.node.getParent();
    const call = member?.getParent();
    if (!Node.isPropertyAccessExpression(member) || !Node.isCallExpression(call)) {
      file.note(use.node, 'Gone: `expressErrorHandler()` reports errors, the rest happens by itself.');
      continue;
    }
    const name = member.getName();
    const registration = call.getParent();
    const statement = registration?.getParent();
    const isOnlyArgument =
      Node.isCallExpression(registration) &&
      registration.getArguments().length === 1 &&
      Node.isExpressionStatement(statement);
    if (name === 'errorHandler') {
      file.replace(member, file.nameBeside(use, 'expressErrorHandler'));
    } else if (/^(requestHandler|tracingHandler)$/.test(name) && isOnlyArgument) {
      const given = call.getArguments().length > 0;
      file.remove(statement as Node, given ? GIVEN : undefined);
    } else if (name === 'requestHandler') {
      file.replace(call, `${file.nameBeside(use, 'vedetteMiddleware')}()`);
    } else if (name === 'trpcMiddleware') {
      file.note(member, 'Vedette has none for tRPC: call `captureException` in its `onError`.');
    } else {
      file.note(member, 'Gone: requests are isolated and traced by `httpIntegration`, which is there by default.');
    }
  }
}

const GIVEN =
  'Taken out: requests are isolated and traced by themselves. What its options chose is chosen with `dataCollection` of `init`.';
