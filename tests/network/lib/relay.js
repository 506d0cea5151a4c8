// What the relay chain says about our parachain, read with plain JSON-RPC.
//
// `ParachainHost_candidate_events` tells for a relay block which candidates it backed, included or gave up. Only the
// few fields needed here are decoded; the layout is that of the relay chain's primitives, which have kept it stable.

const DESCRIPTOR = 4 + 5 * 32 + 64 + 2 * 32;
const PARA_HEAD = 4 + 5 * 32 + 64;
const KINDS = ['backed', 'included', 'timedOut'];

/** A reader of SCALE-encoded bytes. */
class Reader {
  constructor(hex) {
    this.bytes = Buffer.from(hex.slice(2), 'hex');
    this.at = 0;
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new Error('the relay chain answered in a layout that is not known here');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  u8() {
    return this.take(1)[0];
  }

  u32() {
    return this.take(4).readUInt32LE();
  }

  /** A compact number below 2^30: lengths are. */
  compact() {
    const mode = this.bytes[this.at] & 3;
    if (mode === 0) return this.u8() >> 2;
    if (mode === 1) return this.take(2).readUInt16LE() >> 2;
    if (mode === 2) return this.take(4).readUInt32LE() >>> 2;
    throw new Error('a length that is too long');
  }
}

/** Candidates that a relay block backed, included or gave up: kind, parachain, hash of the parachain block. */
export function candidateEvents(hex) {
  const reader = new Reader(hex);
  const events = [];
  for (let left = reader.compact(); left > 0; left -= 1) {
    const kind = KINDS[reader.u8()];
    if (!kind) throw new Error('a candidate event that is not known here');
    const descriptor = reader.take(DESCRIPTOR);
    reader.take(32); // hash of the commitments
    const head = reader.take(reader.compact());
    const core = reader.u32();
    if (kind !== 'timedOut') reader.u32(); // backing group
    // For a candidate of one block, the head's hash is the hash of that block.
    events.push({ kind, para: descriptor.readUInt32LE(), core, block: `0x${descriptor.subarray(PARA_HEAD, PARA_HEAD + 32).toString('hex')}`, head });
  }
  if (reader.at !== reader.bytes.length) throw new Error('the relay chain answered in a layout that is not known here');
  return events;
}
