// The metrics that the dashboard and the rules ask for.
//
//   node docker/metrics.mjs               prints them
//   node docker/metrics.mjs --documented  each is named in our own sources, or one of the SDK's that we rely on
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const docker = dirname(fileURLToPath(import.meta.url));
const root = join(docker, '..');

/** Of the SDK's metrics only these are relied on. */
export const SDK = ['substrate_block_height', 'substrate_sub_libp2p_peers_count', 'substrate_ready_transactions_number'];

/** Exported only once there is a value: a reserve has a funding ratio when something was paid out of it. */
export const AWAITED = ['salus_claims_reserve_funding_ratio'];

/** Names of series in a PromQL expression: what is neither a function, a keyword, nor inside braces, brackets or parentheses of `by`. */
function names(expression) {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '');
  const words = [...bare.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*(?!\s*[(a-zA-Z0-9_:])/g)].map(([word]) => word);
  return words.filter((word) => word.includes('_') || word === 'up');
}

/** Every expression of the dashboards and of the rules. */
export function expressions() {
  const dashboards = readdirSync(join(docker, 'grafana/dashboards')).map((name) => JSON.parse(readFileSync(join(docker, 'grafana/dashboards', name), 'utf8')));
  const asked = dashboards.flatMap(({ panels }) => panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)));
  const rules = [...readFileSync(join(docker, 'prometheus/rules.yml'), 'utf8').matchAll(/^ *expr: (.*)$/gm)].map(([, expr]) => expr);
  return [...asked, ...rules];
}

/** The names, without Prometheus' own `up`. */
export const asked = () => [...new Set(expressions().flatMap(names))].filter((name) => name !== 'up').sort();

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = asked();
  if (process.argv.includes('--documented')) {
    const sources = ['node/src/metrics.rs', 'custodian/src/metrics.rs'].map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const known = (name) => SDK.includes(name) || sources.includes(name)
      // The custodian's names come with their prefix, and counters with the suffix that OpenMetrics adds.
      || (name.startsWith('salus_custodian_') && sources.includes(`"${name.slice('salus_custodian_'.length).replace(/_total$/, '')}"`));
    const unknown = all.filter((name) => !known(name));
    unknown.forEach((name) => console.error(`nothing exports ${name}`));
    if (all.length < 10) console.error(`only ${all.length} metrics were found: the expressions are not understood`);
    process.exit(unknown.length > 0 || all.length < 10 ? 1 : 0);
  }
  console.log(all.join('\n'));
}
