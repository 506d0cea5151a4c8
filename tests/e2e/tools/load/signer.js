// A thread that signs: what is to be signed comes as bytes, so that it needs no metadata.
import { parentPort } from 'node:worker_threads';
import { account } from '../../lib/accounts.js';

const pairs = new Map();
parentPort.on('message', (jobs) => {
  const signatures = jobs.map(({ uri, payload }) => {
    if (!pairs.has(uri)) pairs.set(uri, account(uri));
    return pairs.get(uri).sign(payload);
  });
  parentPort.postMessage(signatures);
});
parentPort.postMessage('ready');
