// Motions: proposed, voted and closed by the members' development accounts.
import assert from 'node:assert/strict';
import { members } from './accounts.js';
import { event, succeed } from './chain.js';

const bodies = { council: 'council', technicalCommittee: 'technicalCommittee' };

/** Those of our keys that sit in this body. */
export async function seats(api, body = 'council') {
  const seated = (await api.query[bodies[body]].members()).map((who) => who.toString());
  return { size: seated.length, ours: members.filter((pair) => seated.includes(pair.address)) };
}

/**
 * Pass a motion: propose, vote aye, close. `ayes` is how many vote; without it three quarters, enough for anything.
 *
 * Gives back what closing gave, with `outcome`: null when the call succeeded, else the error's name.
 */
export async function motion(api, call, { body = 'council', ayes } = {}) {
  const { size, ours } = await seats(api, body);
  const needed = ayes ?? Math.ceil((size * 3) / 4);
  assert.ok(needed <= ours.length, `${needed} votes needed, and only ${ours.length} keys are ours`);
  const tx = api.tx[body];
  const { method } = call;
  const length = method.encodedLength;
  const { weight } = await api.call.transactionPaymentCallApi.queryCallInfo(method, length);

  if (needed < 2) {
    const executed = await succeed(api, tx.execute(method, length), ours[0]);
    return withOutcome(api, executed, event(executed, body, 'MemberExecuted').data[1]);
  }
  const proposed = await succeed(api, tx.propose(needed, method, length), ours[0]);
  const [, index, hash] = event(proposed, body, 'Proposed').data;
  // All are waited for, so that a vote that failed leaves none in the pool behind.
  const votes = await Promise.allSettled(ours.slice(0, needed).map((voter) => succeed(api, tx.vote(hash, index, true), voter)));
  const failed = votes.find((vote) => vote.status === 'rejected');
  if (failed) throw failed.reason;
  const closed = await succeed(api, tx.close(hash, index, weight, length), ours[0]);
  return withOutcome(api, closed, event(closed, body, 'Executed').data[1]);
}

function withOutcome(api, result, outcome) {
  if (outcome.isOk) return { ...result, outcome: null };
  const error = outcome.asErr;
  if (!error.isModule) return { ...result, outcome: error.type };
  const { section, name } = api.registry.findMetaError(error.asModule);
  return { ...result, outcome: `${section[0].toUpperCase()}${section.slice(1)}.${name}` };
}

/** Pass a motion whose call must succeed. */
export async function pass(api, call, options) {
  const result = await motion(api, call, options);
  assert.equal(result.outcome, null, `the motion ${call.method.section}.${call.method.method} passed and its call failed`);
  return result;
}
