// Gives a parachain cores of a local relay chain: node assign-cores.js zombie.json PARA CORE...
import { readFileSync } from 'node:fs';
import { assignCores } from '../lib/cores.js';

const [list, para, ...cores] = process.argv.slice(2);
const { relay } = JSON.parse(readFileSync(list));
await assignCores(relay[0].wsUri, Number(para), cores.map(Number), console.error);
