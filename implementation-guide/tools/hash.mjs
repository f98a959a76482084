// One hash over files and folders: their relative names and their bytes.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

export function filesBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name)));
}

export function hashOf(root, names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesBelow(join(root, name)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
