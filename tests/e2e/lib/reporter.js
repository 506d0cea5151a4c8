// Live report of a test run, and at its end one line with the counts.
//
// A test that the filter left out counts for nothing; a run without any test is a failure (run.sh looks at the counts).
import { relative } from 'node:path';
import { writeFileSync } from 'node:fs';
import { root } from './env.js';

const NOT_CHOSEN = 'test name does not match pattern';

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  let file;
  const failures = [];
  for await (const { type, data } of events) {
    if (data.file && data.file !== file && type !== 'test:enqueue') {
      file = data.file;
      yield `\n${relative(root, file)}\n`;
    }
    if (type === 'test:stderr' || type === 'test:stdout') {
      yield data.message.replace(/^/gm, '    ').replace(/ +$/, '');
      continue;
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const error = data.details?.error;
    if (data.details?.type === 'suite') {
      if (data.skip !== undefined && data.skip !== NOT_CHOSEN) {
        skipped += 1;
        yield `  - ${data.name}, all of it (skipped: ${data.skip})\n`;
      }
      // A suite fails of itself only when it could not be set up; else its tests have said so.
      if (type === 'test:fail' && error?.failureType === 'hookFailed') {
        failed += 1;
        failures.push([data.name, error]);
        yield `  \u2717 ${data.name}: could not be set up\n${text(error)}`;
      }
      continue;
    }
    if (data.skip === NOT_CHOSEN) continue;
    // These did not run because the suite above them could not be set up, which is counted already.
    if (error?.failureType === 'cancelledByParent') continue;
    const seconds = ((data.details?.duration_ms ?? 0) / 1000).toFixed(1);
    if (data.skip !== undefined) {
      skipped += 1;
      yield `  - ${data.name} (skipped: ${data.skip})\n`;
    } else if (type === 'test:pass') {
      passed += 1;
      yield `  \u2713 ${data.name} (${seconds} s)\n`;
    } else {
      failed += 1;
      failures.push([data.name, error]);
      yield `  \u2717 ${data.name} (${seconds} s)\n${text(error)}`;
    }
  }
  if (failures.length > 0) yield `\nfailures:\n${failures.map(([name, error]) => `  ${name}\n${text(error)}`).join('')}`;
  if (process.env.SALUS_E2E_COUNTS) writeFileSync(process.env.SALUS_E2E_COUNTS, `${passed} ${failed} ${skipped}\n`);
}

function text(error) {
  const cause = error?.cause ?? error;
  const stack = cause?.stack ?? cause?.message ?? String(cause);
  return `${String(stack).split('\n').filter((line) => !/node:internal|node_modules/.test(line)).slice(0, 30).map((line) => `      ${line}`).join('\n')}\n`;
}
