// Passes a motion on a development chain: proposes, votes and closes with the members' development keys.
//
//   node motion.js [--url ws://127.0.0.1:9944] [--body council|technicalCommittee] [--root] 'Pallet.call' '{"argument": value}'
import { ApiPromise, WsProvider } from '@polkadot/api';
import { callOf, WrongCall } from '../lib/call.js';
import { motion } from '../lib/motion.js';

function usage(problem) {
  console.error(problem ? `error: ${problem}\n` : '');
  console.error("usage: motion.sh [--url URL] [--body council|technicalCommittee] [--root] 'Pallet.call' '{\"argument\": value}'");
  process.exit(2);
}

const options = { url: 'ws://127.0.0.1:9944', body: 'council', root: false };
const rest = [];
const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift();
  if (word === '--url') options.url = words.shift() ?? usage('--url wants a URL');
  else if (word === '--body') options.body = words.shift();
  else if (word === '--root') options.root = true;
  else if (word.startsWith('--')) usage(`unknown option ${word}`);
  else rest.push(word);
}
if (rest.length < 1 || rest.length > 2) usage('name one call and, if it takes any, its arguments as one JSON object');
if (!['council', 'technicalCommittee'].includes(options.body)) usage(`there is no body '${options.body}'`);

const provider = new WsProvider(options.url, 1_000, {}, 10_000);
provider.on('error', () => {
  console.error(`error: no chain answers at ${options.url}; start one with ./scripts/start.sh`);
  process.exit(1);
});
const api = await ApiPromise.create({ provider, noInitWarn: true });

try {
  let call;
  try {
    call = callOf(api, ...rest);
  } catch (error) {
    if (error instanceof WrongCall) usage(error.message);
    throw error;
  }

  const say = (outcome, what) => console.log(outcome === null ? `${what}: passed, and the call succeeded` : `${what}: passed, and the call failed: ${outcome}`);
  let outcome;
  if (options.root) {
    ({ outcome } = await motion(api, api.tx.whitelist.whitelistCall(call.method.hash), { body: 'technicalCommittee' }));
    say(outcome, 'Technical Committee, Whitelist.whitelist_call');
    if (outcome === null) {
      ({ outcome } = await motion(api, api.tx.whitelist.dispatchWhitelistedCallWithPreimage(call.method)));
      say(outcome, `Council, ${rest[0]} as Root`);
    }
  } else {
    ({ outcome } = await motion(api, call, { body: options.body }));
    say(outcome, `${options.body === 'council' ? 'Council' : 'Technical Committee'}, ${rest[0]}`);
  }
  process.exitCode = outcome === null ? 0 : 1;
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  await api.disconnect();
}
