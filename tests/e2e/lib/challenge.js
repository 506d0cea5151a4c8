// Challenges and what becomes of them.
import { event, succeed } from './chain.js';
import { until } from './processes.js';

const VERDICTS = ['Attested', 'Mismatch', 'Unavailable', 'Erased'];

/** One entry of a store's trail. */
export function decodeEntry(hex) {
  const bytes = Buffer.from(hex.slice(2), 'hex');
  if (bytes[0] === 1) return { kind: 'AttestorsMissing', at: bytes.readBigUInt64LE(1) };
  if (bytes[0] === 2) return { kind: 'Erased', at: bytes.readBigUInt64LE(1), anchor: bytes.readBigUInt64LE(9), count: bytes.readUInt32LE(17) };
  const outcome = ['Agreed', 'Disputed', 'Unanswered'][bytes[21]];
  return {
    kind: 'Outcome',
    at: bytes.readBigUInt64LE(1),
    anchor: bytes.readBigUInt64LE(9),
    index: bytes.readUInt32LE(17),
    outcome: outcome === 'Agreed' ? VERDICTS[bytes[22]] : outcome,
  };
}

/** The whole history of a store, newest first, as a node tells it. */
export async function history(node, store) {
  const { steps, gap, next } = await node.rpc('trail_get', { kind: 'recordStore', subject: `${store}`, limit: 1000 });
  return { gap, next, steps, entries: steps.map((step) => decodeEntry(step.entry)) };
}

/** Challenge a leaf. Gives the job, or undefined when the chain answered by itself that the leaf was erased. */
export async function challenge(api, signer, organization, anchor, index) {
  const result = await succeed(api, api.tx.records.challenge(organization, anchor, index), signer);
  const outcome = event(result, 'records', 'Challenged').data.challenge;
  return outcome.isErased ? undefined : outcome.asOpened.toNumber();
}

/** The newest outcome for a leaf once its job is over. */
export async function outcome(api, node, store, job, anchor, index, seconds = 90) {
  await until(`job ${job} about leaf ${index} ends`, async () => (await api.query.attestation.jobs(job)).isNone, { seconds });
  const { entries } = await history(node, store);
  return entries.find((e) => e.kind === 'Outcome' && e.anchor === BigInt(anchor) && e.index === index)?.outcome;
}
