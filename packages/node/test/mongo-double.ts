import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { BSON } from 'mongodb';

/** A MongoDB server that only pretends: enough of the wire protocol for the real driver to connect, read and write. */
export interface MongoDouble {
  port: number;
  close(): void;
}

type Command = Record<string, unknown>;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;

const HELLO = {
  ok: 1,
  helloOk: true,
  isWritablePrimary: true,
  minWireVersion: 0,
  maxWireVersion: 25,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  readOnly: false,
};

/** `documents`: what every search finds. Whatever is asked of the collection `broken` fails. */
export async function startMongoDouble(documents: object[]): Promise<MongoDouble> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let waiting: Uint8Array<ArrayBufferLike> = new Uint8Array();
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (let size = sizeOf(waiting); size <= waiting.length; size = sizeOf(waiting)) {
        socket.write(replyTo(Buffer.from(waiting.subarray(0, size)), documents));
        waiting = waiting.subarray(size);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
    },
  };
}

/** Of the next message; infinite until its size has arrived. */
function sizeOf(bytes: Uint8Array): number {
  return bytes.length < 4 ? Number.POSITIVE_INFINITY : Buffer.from(bytes).readInt32LE(0);
}

function replyTo(message: Buffer, documents: object[]): Buffer {
  const code = message.readInt32LE(12);
  if (code === OP_QUERY) {
    // Flags, cursor, where it starts, how many documents.
    const head = Buffer.alloc(20);
    head.writeInt32LE(1, 16);
    return withHeader(OP_REPLY, message, Buffer.concat([head, BSON.serialize(HELLO)]));
  }
  // Flags and the kind of the first section, the command itself.
  const command = BSON.deserialize(message.subarray(HEADER_BYTES + 5, HEADER_BYTES + 5 + message.readInt32LE(21)));
  return withHeader(OP_MSG, message, Buffer.concat([Buffer.alloc(5), BSON.serialize(answer(command, documents))]));
}

function withHeader(code: number, request: Buffer, body: Buffer): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeInt32LE(HEADER_BYTES + body.length, 0);
  head.writeInt32LE(request.readInt32LE(4), 8);
  head.writeInt32LE(code, 12);
  return Buffer.concat([head, body]);
}

function answer(command: Command, documents: object[]): object {
  const [name = ''] = Object.keys(command);
  if (command[name] === 'broken') {
    return { ok: 0, code: 2, codeName: 'BadValue', errmsg: 'broken' };
  }
  switch (name) {
    case 'hello':
    case 'ismaster':
      return HELLO;
    case 'find':
    case 'aggregate':
      return { ok: 1, cursor: { id: BSON.Long.ZERO, ns: `test.${command[name]}`, firstBatch: documents } };
    default:
      return { ok: 1, n: 1, nModified: 1 };
  }
}
