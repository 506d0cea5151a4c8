// Cutting nodes off from each other. All run on one loopback, so a side is known by the group its programs run in: the kernel
// drops what they send to the ports of the other side.
import { spawnSync } from 'node:child_process';

const rules = [];
const GROUP = 47_000;
const iptables = (...args) => spawnSync('iptables', ['-w', '5', ...args], { encoding: 'utf8' });

process.on('exit', heal);

/** Can it be done here? It takes root and iptables. */
export function available() {
  const probe = ['OUTPUT', '-o', 'lo', '-p', 'tcp', '--dport', '9', '-m', 'owner', '--gid-owner', `${GROUP}`, '-j', 'DROP'];
  if (iptables('-I', ...probe).status !== 0) return false;
  iptables('-D', ...probe);
  return spawnSync('setpriv', ['--version']).status === 0;
}

/** What a node's command line is put behind, so that it runs on this side. */
export function grouped(node, side) {
  node.group = GROUP + side;
  return ['setpriv', '--regid', `${node.group}`, '--clear-groups'];
}

/** The ports on which a node listens to its peers: its own, and those of the relay node within a collator. */
function ports(node) {
  const own = /\/tcp\/(\d+)/.exec(node.option('--listen-addr'))?.[1];
  const relay = node.option('--port', { relay: true });
  return [own, relay].filter(Boolean);
}

/** Nothing passes between these nodes and those. */
export function cut(these, those) {
  for (const [from, to] of [[these, those], [those, these]]) {
    for (const group of new Set(from.map((node) => node.group))) {
      for (const port of to.flatMap(ports)) {
        const rule = ['OUTPUT', '-o', 'lo', '-p', 'tcp', '--dport', port, '-m', 'owner', '--gid-owner', `${group}`, '-j', 'DROP'];
        const { status, stderr } = iptables('-I', ...rule);
        if (status !== 0) throw new Error(`iptables: ${stderr}`);
        rules.push(rule);
      }
    }
  }
}

/** Everything passes again. */
export function heal() {
  for (const rule of rules.splice(0)) iptables('-D', ...rule);
}
