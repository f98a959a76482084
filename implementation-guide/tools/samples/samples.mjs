// The sample pharmacy as transaction bundles, in the order in which they are to be stored.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { history } from './clinical.mjs';
import { guideCodes } from './fhir.mjs';
import { people } from './patients.mjs';
import { pharmacy } from './pharmacy.mjs';
import { seeded } from './random.mjs';
import { at } from './time.mjs';
import { visits } from './visits.mjs';
import { work } from './work.mjs';

const perBundle = 10;

function bundle(resources) {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    timestamp: at(0, '12:00'),
    entry: resources.map((resource) => ({
      resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    })),
  };
}

function bundles(conformance) {
  const codes = guideCodes(conformance);
  const random = seeded(20260115);
  const house = { ...pharmacy(codes), codes };
  const rows = people(random, house, codes);
  const planned = visits(rows, house);
  const stories = rows.map((row) => {
    const past = history(row, random, house);
    const { resources, missed } = planned.get(row);
    return [...row.resources, ...past.resources, ...resources, ...work(row, past, missed, house)];
  });
  const chunks = Array.from({ length: Math.ceil(stories.length / perBundle) }, (_, index) =>
    stories.slice(index * perBundle, (index + 1) * perBundle).flat());
  return [house.resources, ...chunks].map(bundle);
}

export function writeSamples({ resources }, { conformance }) {
  const folder = join(resources, 'samples');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = bundles(conformance).map((content, index) => {
    const name = `${String(index).padStart(2, '0')}-${index === 0 ? 'pharmacy' : 'patients'}.json`;
    writeFileSync(join(folder, name), `${JSON.stringify(content)}\n`);
    return { name, count: content.entry.length };
  });
  writeFileSync(join(folder, 'index.txt'), files.map(({ name }) => `${name}\n`).join(''));
  return files.reduce((sum, { count }) => sum + count, 0);
}
