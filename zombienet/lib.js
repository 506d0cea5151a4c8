// What the network scripts share: the chain spec in its raw form, and the configuration files.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Where the runtime's parameter lies that says how many blocks a session has: twox128(":SessionPeriod:"). */
export const SESSION_PERIOD = '0xbcaa06fe04f08327486358af0fd636b8';
const CODE = '0x3a636f6465';

/** The configuration as zombienet reads it, environment filled in. */
export const readConfig = (path) => require('@zombienet/utils').readNetworkConfig(path);

export const littleEndian = (number) => `0x${Buffer.from(Uint32Array.of(number).buffer).toString('hex')}`;

/** Change a raw chain spec: the length of a session in blocks, the code it starts from. */
export function amendSpec(path, { session, code }) {
  const spec = JSON.parse(readFileSync(path));
  const { top } = spec.genesis.raw;
  if (session) top[SESSION_PERIOD] = littleEndian(session);
  if (code) top[CODE] = `0x${readFileSync(code).toString('hex')}`;
  writeFileSync(path, JSON.stringify(spec));
  return spec;
}
