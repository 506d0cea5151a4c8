// Our parachain on a real relay chain: what it does, how it is governed, how it is upgraded.
import chain from './chapters/chain.js';
import governance from './chapters/governance.js';
import upgrade from './chapters/upgrade.js';
import weight from './chapters/weight.js';
import { suite } from './lib/suite.js';

suite('a relay chain with two collators', [chain, weight, governance, upgrade]);
