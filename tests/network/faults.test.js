// What goes wrong on a network, and whether it comes back.
import faults from './chapters/faults.js';
import { suite } from './lib/suite.js';

suite('a network in which things go wrong', [faults]);
