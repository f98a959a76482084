// Sorts what SUSHI wrote into definitions, examples and defaults, and packs them.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar } from './tar.mjs';

function compiled(sushi) {
  const index = JSON.parse(readFileSync(join(sushi, 'fsh-generated/data/fsh-index.json'), 'utf8'));
  const cameFrom = new Map(index.map((row) => [row.outputFile, row.fshFile]));
  const folder = join(sushi, 'fsh-generated/resources');
  return readdirSync(folder).sort().map((file) => ({
    file,
    from: cameFrom.get(file) ?? '',
    resource: JSON.parse(readFileSync(join(folder, file), 'utf8')),
  }));
}

function packageJson(guide) {
  return {
    name: guide.packageId,
    version: guide.version,
    type: 'fhir.ig',
    canonical: 'https://mortar.dev/fhir',
    title: guide.title,
    description: guide.description,
    license: guide.license,
    fhirVersions: guide.fhirVersion,
    dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
  };
}

function index(items) {
  const files = items.map(({ file, resource }) => ({
    filename: file, resourceType: resource.resourceType, id: resource.id,
    url: resource.url, version: resource.version, kind: resource.kind, type: resource.type,
  }));
  return { 'index-version': 1, files };
}

function writeFolder(folder, items) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, resource } of items) {
    writeFileSync(join(folder, file), `${JSON.stringify(resource, null, 2)}\n`);
  }
  writeFileSync(join(folder, 'index.txt'), items.map(({ file }) => `${file}\n`).join(''));
}

const text = (value) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

export function packGuide({ sushi, resources }) {
  const all = compiled(sushi);
  const examples = all.filter(({ from }) => from.startsWith('examples'));
  const defaults = all.filter(({ from }) => from.startsWith('defaults'));
  const conformance = all.filter((item) => !examples.includes(item) && !defaults.includes(item));
  const guide = conformance.find(({ resource }) => resource.resourceType === 'ImplementationGuide').resource;
  const packed = [
    ['package/package.json', text(packageJson(guide))],
    ['package/.index.json', text(index(conformance))],
    ...conformance.map(({ file, resource }) => [`package/${file}`, text(resource)]),
    ...[...examples, ...defaults].map(({ file, resource }) => [`package/example/${file}`, text(resource)]),
  ];
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(resources, 'package.tgz'), gzipSync(tar(packed), { level: 9 }));
  writeFolder(join(resources, 'defaults'), defaults);
  return { conformance, examples, defaults, guide };
}
