// The chain through @polkadot/api, as a wallet or a back office would use it.
import assert from 'node:assert/strict';
import { ApiPromise, WsProvider } from '@polkadot/api';

/** Connect to a node. */
export async function connect(node) {
  const provider = new WsProvider(node.url);
  return ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
}

/** The name of a dispatch error, such as `Organizations.NotFound` or `BadOrigin`. */
export function errorName(api, error) {
  if (error.isModule) {
    const { section, name } = api.registry.findMetaError(error.asModule);
    return `${section[0].toUpperCase()}${section.slice(1)}.${name}`;
  }
  if (error.isToken) return `Token.${error.asToken.type}`;
  return error.type;
}

/** Send a call and wait for its block. Throws when the pool refuses it. */
export function send(api, call, signer, options = {}) {
  return new Promise((done, fail) => {
    let stop = () => {};
    const finish = (how, value) => {
      clearTimeout(timer);
      stop();
      how(value);
    };
    const timer = setTimeout(() => finish(fail, new Error('the transaction was not included within 60 s')), 60_000);
    call
      .signAndSend(signer, { nonce: -1, ...options }, (result) => {
        const { status, dispatchError, events, txHash, txIndex } = result;
        if (status.isInBlock || status.isFinalized) {
          const error = dispatchError ? errorName(api, dispatchError) : null;
          const plain = events.map(({ event }) => ({
            pallet: event.section,
            name: event.method,
            data: event.data,
            values: event.data.toJSON(),
          }));
          const block = status.isInBlock ? status.asInBlock : status.asFinalized;
          finish(done, { error, events: plain, block: block.toHex(), hash: txHash.toHex(), index: txIndex });
        } else if (status.isInvalid || status.isDropped || status.isUsurped) {
          finish(fail, new Error(`the transaction became ${status.type}`));
        }
      })
      .then((unsubscribe) => (stop = unsubscribe), (error) => finish(fail, error));
  });
}

/** Send a call that must succeed. */
export async function succeed(api, call, signer, options) {
  const result = await send(api, call, signer, options);
  assert.equal(result.error, null, `${call.method.section}.${call.method.method} failed`);
  return result;
}

/** Send a call that must be included and fail for this reason. */
export async function failWith(api, reason, call, signer, options) {
  const result = await send(api, call, signer, options);
  assert.equal(result.error, reason, `${call.method.section}.${call.method.method}`);
  return result;
}

/** The reason for which the pool refuses a call. */
export async function refused(api, call, signer, options) {
  let result;
  try {
    result = await send(api, call, signer, options);
  } catch (error) {
    return error.message;
  }
  throw new Error(`a call that was to be refused got into block ${result.block} (${result.error ?? 'success'})`);
}

/** The one event of this pallet and name. */
export function event(result, pallet, name) {
  const found = result.events.filter((e) => e.pallet === pallet && e.name === name);
  assert.equal(found.length, 1, `one ${pallet}.${name} among ${result.events.map((e) => `${e.pallet}.${e.name}`).join(' ')}`);
  return found[0];
}

export const has = (result, pallet, name) => result.events.some((e) => e.pallet === pallet && e.name === name);

/** What an account has free, as a bigint. */
export async function free(api, who) {
  return (await api.query.system.account(who.address ?? who)).data.free.toBigInt();
}

/** Chain time in seconds. */
export async function now(api) {
  return Number((await api.query.timestamp.now()).toBigInt() / 1000n);
}

/** Wait until the chain's clock shows at least this. */
export async function chainTime(api, seconds) {
  await new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('the chain did not get to that time within 120 s')), 120_000);
    let stop;
    api.query.timestamp
      .now((time) => {
        if (time.toBigInt() / 1000n >= BigInt(seconds)) {
          clearTimeout(timer);
          stop?.();
          done();
        }
      })
      .then((unsubscribe) => (stop = unsubscribe), fail);
  });
}

/** A keyless account that the runtime derives from a pallet's eight letters and a number. */
function derived(api, pallet, ...number) {
  const bytes = new Uint8Array(32);
  bytes.set(new TextEncoder().encode(`modl${pallet}`));
  number.forEach((n) => new DataView(bytes.buffer).setUint32(12, n, true));
  return api.registry.createType('AccountId32', bytes).toString();
}

/** The account of a member. */
export const organizationAccount = (api, organization) => derived(api, 'salus/or', organization);

/** Where fees gather for the collators. */
export const pot = (api) => derived(api, 'salus/pt');
