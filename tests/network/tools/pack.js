// Compresses a runtime as the wasm builder does: node pack.js FROM TO
import { readFileSync, writeFileSync } from 'node:fs';
import { packed } from '../../e2e/lib/wasm.js';

const [from, to] = process.argv.slice(2);
writeFileSync(to, packed(readFileSync(from)));
