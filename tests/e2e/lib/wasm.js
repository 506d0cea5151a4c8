// Runtime code: read it from the chain, and make a copy of it that says it is another version.
import { compress, decompress, init } from '@bokuweb/zstd-wasm';
import { rpc } from './rpc.js';

await init();

/** Marks compressed code. */
const MAGIC = Buffer.from([0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05]);

/** The code in state, as it stands there. */
export async function currentCode(node) {
  const code = await rpc(node.port, 'state_getStorage', `0x${Buffer.from(':code').toString('hex')}`);
  return Buffer.from(code.slice(2), 'hex');
}

const unpack = (code) => Buffer.from(code.subarray(0, 8).equals(MAGIC) ? decompress(code.subarray(8), { defaultHeapSize: 64 * 2 ** 20 }) : code);
const pack = (wasm) => Buffer.concat([MAGIC, compress(wasm, 6)]);

/** The same code, compressed. */
export const packed = (code) => pack(unpack(code));

/**
 * The code with another `spec_version`, compressed.
 *
 * A second runtime would take minutes to compile. The version stands in three kinds of places: in the section that nodes
 * read without running the code; in data, after two string descriptors of the runtime's name; and, together with the
 * transaction version, as a constant in the function that makes what signatures cover (`implicit` of the outermost extension
 * into which the compiler put the others). All of them are changed or none.
 */
export function withSpecVersion(code, version) {
  const wasm = unpack(code);
  const sections = parse(wasm);
  const section = sections.find((s) => s.name === 'runtime_version');
  if (!section) throw new Error('the code has no section with its version');
  const nameLength = wasm[section.start] >> 2;
  const name = wasm.subarray(section.start + 1, section.start + 1 + nameLength);
  // Two names, the authoring version, then the one we want.
  const inSection = section.start + 2 * (1 + nameLength) + 4;
  const now = wasm.readUInt32LE(inSection);

  const data = sections.find((s) => s.id === 11);
  let places = 0;
  for (const segment of segments(wasm, data)) {
    for (let at = segment.start; at + 56 <= segment.end; at += 1) {
      const word = (n) => wasm.readUInt32LE(at + 4 * n);
      if (word(0) !== 0x8000_0000 || word(3) !== 0x8000_0000 || word(2) !== nameLength || word(5) !== nameLength) continue;
      if (!text(wasm, sections, word(1), nameLength)?.equals(name)) continue;
      // After the names comes the list of interfaces (three words), then the authoring and the spec version.
      const found = [9, 10].map(word);
      if (found[1] !== now) throw new Error('the version does not stand where it did in the data: see lib/wasm.js');
      wasm.writeUInt32LE(version, at + 40);
      places += 1;
    }
  }
  if (places === 0) throw new Error('the version was not found in the data of the code');
  patchImplicit(wasm, sections, now, version);
  wasm.writeUInt32LE(version, inSection);
  return pack(wasm);
}

/** What signatures cover: `i64.const (spec version, transaction version)`, stored at once. */
function patchImplicit(wasm, sections, now, version) {
  const transactionVersion = 1;
  const constant = (spec) => Buffer.from([0x42, ...signed(BigInt(spec) + (BigInt(transactionVersion) << 32n)), 0x37]);
  const [from, to] = [constant(now), constant(version)];
  if (from.length !== to.length) throw new Error('the new version needs more room than the present one');
  const names = functionNames(wasm, sections);
  let places = 0;
  for (const { index, start, end } of functionBodies(wasm, sections)) {
    if (!/TransactionExtension.*implicit/.test(names.get(index) ?? '')) continue;
    const at = wasm.subarray(start, end).indexOf(from);
    if (at < 0) continue;
    to.copy(wasm, start + at);
    places += 1;
  }
  if (places !== 1) throw new Error(`the version was found in ${places} functions that make what signatures cover, not in one`);
}

function signed(value) {
  const bytes = [];
  for (;;) {
    const byte = Number(value & 0x7fn);
    value >>= 7n;
    if ((value === 0n && (byte & 0x40) === 0) || (value === -1n && (byte & 0x40) !== 0)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

function functionNames(wasm, sections) {
  const section = sections.find((s) => s.name === 'name');
  const names = new Map();
  for (let at = section?.start ?? 0; at < (section?.end ?? 0); ) {
    const kind = wasm[at];
    const [size, start] = leb(wasm, at + 1);
    at = start + size;
    if (kind !== 1) continue;
    let [count, place] = leb(wasm, start);
    for (; count > 0; count -= 1) {
      const [index, after] = leb(wasm, place);
      const [length, first] = leb(wasm, after);
      names.set(index, wasm.toString('latin1', first, first + length));
      place = first + length;
    }
  }
  return names;
}

function functionBodies(wasm, sections) {
  const code = sections.find((s) => s.id === 10);
  let index = importedFunctions(wasm, sections);
  const bodies = [];
  let [count, at] = leb(wasm, code.start);
  for (; count > 0; count -= 1) {
    const [length, start] = leb(wasm, at);
    at = start + length;
    bodies.push({ index, start, end: at });
    index += 1;
  }
  return bodies;
}

function importedFunctions(wasm, sections) {
  const section = sections.find((s) => s.id === 2);
  let functions = 0;
  let [count, at] = leb(wasm, section.start);
  for (; count > 0; count -= 1) {
    for (let text = 0; text < 2; text += 1) {
      const [length, start] = leb(wasm, at);
      at = start + length;
    }
    const kind = wasm[at];
    if (kind === 0) {
      functions += 1;
      [, at] = leb(wasm, at + 1);
    } else if (kind === 2) {
      const bounded = wasm[at + 1] & 1;
      [, at] = leb(wasm, at + 2);
      if (bounded) [, at] = leb(wasm, at);
    } else {
      throw new Error('an unusual import');
    }
  }
  return functions;
}

function leb(wasm, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at];
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function parse(wasm) {
  const found = [];
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at];
    const [size, start] = leb(wasm, at + 1);
    at = start + size;
    if (id === 0) {
      const [length, first] = leb(wasm, start);
      found.push({ id, name: wasm.toString('utf8', first, first + length), start: first + length, end: at });
    } else {
      found.push({ id, start, end: at });
    }
  }
  return found;
}

/** Where the parts of the data section lie in the file and in memory. */
function segments(wasm, data) {
  const found = [];
  let [count, at] = leb(wasm, data.start);
  for (; count > 0; count -= 1) {
    // Active segment of memory 0 at a constant address.
    if (wasm[at] !== 0 || wasm[at + 1] !== 0x41) throw new Error('an unusual data segment');
    const [address, after] = leb(wasm, at + 2);
    const [length, start] = leb(wasm, after + 1);
    found.push({ address, start, end: start + length });
    at = start + length;
  }
  return found;
}

function text(wasm, sections, address, length) {
  const data = sections.find((s) => s.id === 11);
  const segment = segments(wasm, data).find((s) => address >= s.address && address + length <= s.address + (s.end - s.start));
  if (!segment) return undefined;
  const at = segment.start + address - segment.address;
  return wasm.subarray(at, at + length);
}
