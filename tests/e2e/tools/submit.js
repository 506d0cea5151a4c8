// Signs one call with a key from a file, sends it, and says what became of it. See scripts/submit.sh.
import { ApiPromise, WsProvider } from '@polkadot/api';
import { mnemonicValidate } from '@polkadot/util-crypto';
import { statSync, readFileSync } from 'node:fs';
import { account } from '../lib/accounts.js';
import { callOf, WrongCall } from '../lib/call.js';
import { send } from '../lib/chain.js';

class Refused extends Error {}

/** The secret in the first line of a file that nobody else may read. */
function secret(file) {
  if ((statSync(file).mode & 0o077) !== 0) throw new Refused(`${file} can be read by others: chmod 600 ${file}`);
  const uri = readFileSync(file, 'utf8').split('\n')[0].trim();
  if (uri === '') throw new Refused(`${file} is empty`);
  // The library takes any short text for a seed, so that a mistyped phrase would sign as somebody else.
  const [phrase] = uri.split('/');
  try {
    if (phrase === '' || /^0x[0-9a-f]{64}$/i.test(phrase) || mnemonicValidate(phrase)) return account(uri);
  } catch {
    // Its message repeats what it was given.
  }
  throw new Refused(`${file} holds no secret phrase, seed or secret URI`);
}

const options = { url: 'ws://127.0.0.1:9944' };
const rest = [];
const words = process.argv.slice(2);
const flags = { '--url': 'url', '--key-file': 'keyFile', '--propose': 'body', '--threshold': 'threshold' };
let api;
try {
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--dry-run') options.dryRun = true;
    else if (flags[word]) {
      options[flags[word]] = words.shift();
      if (options[flags[word]] === undefined) throw new WrongCall(`${word} wants a value`);
    } else if (word.startsWith('--')) throw new WrongCall(`unknown option ${word}`);
    else rest.push(word);
  }
  if (rest.length < 1 || rest.length > 2) throw new WrongCall('name one call and, if it takes any, its arguments as one JSON object');
  if (!options.keyFile && !options.dryRun) throw new WrongCall('--key-file is missing: the file with the secret that signs');
  if (options.body && !['council', 'technicalCommittee'].includes(options.body)) throw new WrongCall(`there is no body '${options.body}'`);
  if (options.body && !(Number(options.threshold) >= 1)) throw new WrongCall('--propose wants --threshold, the number of ayes at which the motion passes');
  const pair = options.keyFile && secret(options.keyFile);

  const provider = new WsProvider(options.url, 1_000, {}, 10_000);
  provider.on('error', () => {
    console.error(`error: no chain answers at ${options.url}`);
    process.exit(1);
  });
  api = await ApiPromise.create({ provider, noInitWarn: true });

  let call = callOf(api, ...rest);
  if (options.body) call = api.tx[options.body].propose(Number(options.threshold), call.method, call.method.encodedLength);
  if (options.dryRun) {
    console.log(`call ${call.method.toHex()}\nhash ${call.method.hash.toHex()}`);
  } else {
    const { error, block, events } = await send(api, call, pair);
    console.log(`in block ${block}`);
    for (const { pallet, name, values } of events) {
      if (!['system', 'transactionPayment', 'balances'].includes(pallet)) console.log(`  ${pallet}.${name} ${JSON.stringify(values)}`);
    }
    console.log(error === null ? 'the call succeeded' : `the call failed: ${error}`);
    process.exitCode = error === null ? 0 : 1;
  }
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = error instanceof WrongCall ? 2 : 1;
} finally {
  await api?.disconnect();
}
