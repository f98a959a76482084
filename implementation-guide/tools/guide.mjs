// Builds the guide: FSH → FHIR package → jar resources and Java constants.
// Does nothing when no input has changed since the last good build.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillPackageCache } from './core-package.mjs';
import { hashOf } from './hash.mjs';
import { writeJava } from './java.mjs';
import { packGuide } from './pack.mjs';
import { writeSamples } from './samples/samples.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'target');
const places = {
  root,
  home: join(target, 'home'),
  sushi: join(target, 'sushi'),
  resources: join(target, 'generated-resources/guide/dev/mortar/ig'),
  sources: join(target, 'generated-sources/guide/dev/mortar/ig'),
};

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`);
    console.error(`implementation-guide: ${command} ${args[0] ?? ''} failed with status ${done.status}`);
    process.exit(1);
  }
  return done.stdout;
}

function installTools() {
  const stamp = join(root, 'node_modules/.installed-lock');
  const lock = hashOf(root, ['package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

function compile() {
  rmSync(places.sushi, { recursive: true, force: true });
  mkdirSync(places.sushi, { recursive: true });
  cpSync(join(root, 'sushi-config.yaml'), join(places.sushi, 'sushi-config.yaml'));
  cpSync(join(root, 'input'), join(places.sushi, 'input'), { recursive: true });
  const sushi = join(root, 'node_modules/fsh-sushi/dist/app.js');
  const env = { ...process.env, HOME: places.home, USERPROFILE: places.home };
  const out = run(process.execPath, [sushi, 'build', places.sushi, '--log-level', 'error'], { env });
  const errors = out.split('\n').filter((line) => line.startsWith('error'));
  if (errors.length > 0) {
    process.stderr.write(out);
    process.exit(1);
  }
}

const inputs = ['package-lock.json', 'sushi-config.yaml', 'input', 'tools'];
const stamp = join(target, 'guide.stamp');
const hash = hashOf(root, inputs);
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(places.sources)) {
  process.exit(0);
}
rmSync(stamp, { force: true });
installTools();
fillPackageCache(places);
compile();
const packed = packGuide(places);
writeJava(places, packed);
const sampled = writeSamples(places, packed);
writeFileSync(stamp, hash);
console.log(`implementation-guide: ${packed.conformance.length} definitions, `
  + `${packed.examples.length} examples, ${packed.defaults.length} defaults, ${sampled} sample resources`);
