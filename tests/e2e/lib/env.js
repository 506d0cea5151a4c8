// Where programs and test data lie.
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const root = resolve(here, '../..');

const cache = process.env.SALUS_CACHE ?? join(homedir(), '.cache/salus');
const target = process.env.CARGO_TARGET_DIR ?? join(cache, 'target');
const tools = process.env.SALUS_TOOLS ?? join(root, '../shared/bin/unpacked');

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a helper program, or undefined: on the PATH, where SALUS_TOOLS points, or in the cache. */
export function findTool(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', tools, join(cache, 'tools')];
  return folders.filter(Boolean).map((folder) => join(folder, name)).find(executable);
}

function built(name, variable) {
  const path = process.env[variable] ?? join(target, 'debug', name);
  if (!executable(path)) throw new Error(`${path} is missing: build it with ./scripts/test.sh e2e, or set ${variable}`);
  return path;
}

export const nodeBinary = () => built('salus-node', 'SALUS_NODE');
export const custodianBinary = () => built('salus-custodian', 'SALUS_CUSTODIAN');

/** A file or folder of the public test data, or undefined when it is not here. */
export function testData(...parts) {
  const folder = process.env.SALUS_TEST_DATA ?? join(root, '../shared/data');
  const path = join(folder, ...parts);
  return existsSync(path) ? path : undefined;
}

const made = new Set();
process.on('exit', () => made.forEach((path) => rmSync(path, { recursive: true, force: true })));

/** A folder that is gone when this process ends. */
export function temporary(name) {
  const path = mkdtempSync(join(tmpdir(), `salus-e2e-${name}-`));
  made.add(path);
  return path;
}
