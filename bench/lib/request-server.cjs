/**
 * A server that is measured, in a process of its own: loads the monitoring it is told to, then the application.
 * `request-driver.mjs` starts it and asks it by messages.
 */
const [app, sdk, rate, dsn] = process.argv.slice(2);

if (sdk) {
  require(sdk).init({ dsn, release: 'bench@1', tracesSampleRate: rate === '' ? undefined : Number(rate) });
}

const APPS = {
  http() {
    return (request, response) => {
      setImmediate(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ id: request.url }));
      });
    };
  },
  express() {
    const express = require('express');
    const users = express.Router();
    users.get('/:id', (request, response) => setImmediate(() => response.json({ id: request.params.id })));
    const application = express();
    application.use(express.json());
    application.use('/users', users);
    if (sdk) {
      require(sdk).setupExpressErrorHandler(application);
    }
    return application;
  },
};

const server = require('node:http').createServer(APPS[app]());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

process.on('message', (question) => {
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send({ cpuUs: user + system });
  } else {
    // What waits for a promise or a finalizer lets go only after a turn.
    globalThis.gc();
    setImmediate(() => {
      globalThis.gc();
      process.send({ heapKb: process.memoryUsage().heapUsed / 1000, rssMb: process.memoryUsage.rss() / 1e6 });
    });
  }
});

process.once('disconnect', () => process.exit(0));
