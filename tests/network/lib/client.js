// Governance through PAPI, as a member's back office would do it on a network where blocks take their time.
import assert from 'node:assert/strict';
import { blake2AsHex } from '../../e2e/lib/packages.js';
import { keyring, members } from '../../e2e/lib/accounts.js';
import { until } from '../../e2e/lib/processes.js';
import * as papi from '../../e2e/lib/papi.js';

/** Of each account: when its last transaction got into a block, or did not. */
const turns = new Map();

/** Connections that are open, each with its `stop`: a test's process ends when none is left. */
const open = new Set();

const connect = (node) => {
  const connection = papi.connect(node);
  open.add(connection);
  return connection;
};

export function disconnect() {
  for (const { stop } of open) stop();
  open.clear();
}

export class Client {
  #wallets = new Map();

  constructor(node) {
    this.node = node;
    const { client, api } = connect(node);
    Object.assign(this, { client, api });
  }

  get tx() {
    return this.api.tx;
  }

  /** Each account has a connection of its own: a node broadcasts at most 16 transactions for one. */
  of(pair) {
    if (!this.#wallets.has(pair.address)) this.#wallets.set(pair.address, connect(this.node));
    return this.#wallets.get(pair.address).api;
  }

  /**
   * Send a call. `included` and `final` are promises of what became of it in the best and in the final chain. It is watched
   * until it is final even if nobody asks: whoever looks away from what is in a block loses it when that block goes.
   *
   * An account's next transaction waits until its last one is in a block, as a wallet's does.
   */
  async send(call, pair) {
    const before = turns.get(pair.address);
    let begin;
    turns.set(pair.address, new Promise((done) => (begin = done)));
    await before;
    const nonce = await this.node.rpc('system_accountNextIndex', pair.address).catch((error) => {
      begin();
      throw error;
    });
    const { type: pallet, value: { type: method, value: args } } = call.decodedCall;
    let tell;
    const included = new Promise((done, fail) => (tell = { done, fail }));
    included.catch(() => {}).then(begin);
    const final = new Promise((done, fail) => {
      const end = (how, value) => {
        clearTimeout(timer);
        how(value);
      };
      const subscription = this.of(pair).tx[pallet][method](args).signSubmitAndWatch(papi.signer(pair), { nonce }).subscribe({
        next: (event) => {
          if (event.type === 'txBestBlocksState' && event.found) tell.done(event);
          if (event.type === 'finalized') end(done, event);
        },
        error: (error) => {
          tell.fail(error);
          end(fail, error);
        },
      });
      const timer = setTimeout(() => {
        subscription.unsubscribe();
        const error = new Error(`${name(call)} with nonce ${nonce} was not final within 400 s`);
        tell.fail(error);
        fail(error);
      }, 400_000);
    });
    // What is final for the account's connection is to be final for ours, which reads what came of it.
    const seen = final.then(async (event) => {
      await until('that block is final here, too', async () => (await this.client.getFinalizedBlock()).number >= event.block.number);
      return event;
    });
    seen.catch(() => {});
    return { included, final: seen };
  }

  /** Send a call and wait until it is final; it must have succeeded. */
  async succeed(call, pair) {
    const { final } = await this.send(call, pair);
    const result = await final;
    assert.ok(result.ok, `${name(call)} failed: ${text(result.dispatchError)}`);
    return result;
  }

  /** Send a call and wait until it is final; it must have failed, and this is how. */
  async failure(call, pair) {
    const { final } = await this.send(call, pair);
    const result = await final;
    assert.ok(!result.ok, `${name(call)} was expected to fail`);
    return text(result.dispatchError);
  }

  /**
   * Pass a motion: propose, vote, close. What is in the best chain is enough to go on; that the motion was closed must be
   * final. Where a change of the best chain undid a vote, it is given again.
   *
   * Gives back the error of the call that was decided on, or null, and the events of closing.
   */
  async motion(call, { body = 'Council', ayes, voters = members } = {}) {
    const data = await call.getEncodedData();
    const bytes = data.asBytes?.() ?? data;
    const [length, hash] = [bytes.length, blake2AsHex(bytes)];
    const tx = this.tx[body];
    // Everybody of ours says aye unless told otherwise: enough for anything, also when a seat is added meanwhile.
    const needed = ayes ?? voters.length;
    const { weight } = await this.api.apis.TransactionPaymentCallApi.query_call_info(call.decodedCall, length);

    const proposal = await this.send(tx.propose({ threshold: needed, proposal: call.decodedCall, length_bound: length }), voters[0]);
    const proposed = await proposal.included;
    assert.ok(proposed.ok, `proposing ${name(call)} failed: ${text(proposed.dispatchError)}`);
    const { proposal_index: index } = events(proposed, body, 'Proposed')[0];
    for (let tries = 0; ; tries += 1) {
      const votes = await Promise.all(voters.slice(0, needed).map((voter) => this.send(tx.vote({ proposal: hash, index, approve: true }), voter)));
      await Promise.all(votes.map((vote) => vote.included));
      const close = await this.send(
        tx.close({ proposal_hash: hash, index, length_bound: length, proposal_weight_bound: weight }), voters[0],
      );
      const closed = await close.final;
      const [executed] = events(closed, body, 'Executed');
      if (executed) return { outcome: executed.result.success ? null : text(executed.result.value), events: closed.events, block: closed.block };
      const why = closed.ok ? 'nothing was executed' : text(closed.dispatchError);
      assert.ok(tries < 3, `closing the motion ${name(call)} failed: ${why}`);
    }
  }

  /** Pass a motion whose call must succeed. */
  async pass(call, options) {
    const result = await this.motion(call, options);
    assert.equal(result.outcome, null, `the motion ${name(call)} passed and its call failed`);
    return result;
  }
}

export const name = (call) => `${call.decodedCall.type}.${call.decodedCall.value.type}`;

/** A dispatch error as text, such as `Organizations.WrongStanding` or `BadOrigin`. */
export function text(error) {
  const parts = [];
  for (let at = error?.type === 'Module' ? error.value : error; at?.type; at = at.value) parts.push(at.type);
  return parts.join('.') || String(error);
}

/** The data of all events of this pallet and name. */
export const events = (result, pallet, event) =>
  result.events.map((e) => e.event ?? e).filter((e) => e.type === pallet && e.value.type === event).map((e) => e.value.value);

/** The account of a member. */
export function organizationAddress(organization) {
  const bytes = new Uint8Array(32);
  bytes.set(new TextEncoder().encode('modlsalus/or'));
  new DataView(bytes.buffer).setUint32(12, organization, true);
  return keyring.encodeAddress(bytes);
}
