// Writes the Java constants of the guide: what it defines by canonical, and every code of its systems.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const notice = '// Generated from the implementation guide by its build.\n';
const upper = (text) => text.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
const camel = (text) => text.split('-').map((part) => part[0].toUpperCase() + part.slice(1)).join('');
const short = (id) => id.replace(/^pe-/, '');
const javadoc = (text) => text.trim().replace(/\s+/g, ' ').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\*\//g, '*&#47;');
const quote = (text) => JSON.stringify(text);

const kinds = {
  StructureDefinition: (r) => (r.type === 'Extension' ? 'EXT' : 'PROFILE'),
  CodeSystem: () => 'CS',
  ValueSet: () => 'VS',
  SearchParameter: () => 'SP',
  OperationDefinition: () => 'OP',
  NamingSystem: () => 'SID',
  CapabilityStatement: () => 'CAP',
};

function constant(resource) {
  const kind = kinds[resource.resourceType]?.(resource);
  if (!kind) return [];
  const sid = kind === 'SID' ? resource.uniqueId[0].value : undefined;
  const name = sid ? upper(sid.slice(sid.lastIndexOf('/') + 1)) : upper(short(resource.id));
  const comment = javadoc(resource.description || resource.title || resource.name);
  return [{ name: `${kind}_${name}`, value: sid ?? resource.url, comment }];
}

function canonicals({ conformance, guide }) {
  const rows = [
    { name: 'BASE', value: 'https://mortar.dev/fhir', comment: 'Where every canonical of the guide begins.' },
    { name: 'GUIDE', value: guide.url, comment: 'The implementation guide itself.' },
    { name: 'VERSION', value: guide.version, comment: 'The version of the guide.' },
    ...conformance.flatMap(({ resource }) => constant(resource)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
  const body = rows.map(({ name, value, comment }) =>
    `  /** ${comment} */\n  public static final String ${name} =\n      ${quote(value)};\n`);
  return `${notice}package dev.mortar.ig;\n
/** The canonicals of the implementation guide. */
public final class Canonicals {\n
${body.join('\n')}
  private Canonicals() {}
}
`;
}

function enumOf({ name, description, codes }) {
  const values = codes.map(({ code, display, definition, system }) =>
    `    /** ${javadoc(definition ?? `${display}.`)} */\n`
    + `    ${upper(code)}(${quote(code)}, ${quote(display)}, ${quote(system)})`);
  return `  /** ${javadoc(description)} */
  public enum ${name} implements Code {
${values.join(',\n')};

    private final String code;
    private final String display;
    private final String system;

    ${name}(String code, String display, String system) {
      this.code = code;
      this.display = display;
      this.system = system;
    }

    /** Finds a code by its text. */
    public static Optional<${name}> of(String code) {
      return Stream.of(values()).filter(value -> value.code.equals(code)).findFirst();
    }

    @Override
    public String code() {
      return code;
    }

    @Override
    public String display() {
      return display;
    }

    @Override
    public String system() {
      return system;
    }
  }
`;
}

const named = ({ id, description }) => ({ name: camel(short(id)), description });

const fromSystem = (system) =>
  ({ ...named(system), codes: system.concept.map((concept) => ({ ...concept, system: system.url })) });

const fromValueSet = (set) => ({
  ...named(set),
  codes: set.compose.include.flatMap(({ system, concept }) => concept.map((row) => ({ ...row, system }))),
});

/** One enum a code system; where a value set of the same name lists codes of several systems, it counts. */
function enums(resources) {
  const mixed = resources.filter((r) => r.resourceType === 'ValueSet' && r.compose.include.every((i) => i.concept));
  const covered = new Set(mixed.map(({ id }) => id));
  const systems = resources.filter((r) => r.resourceType === 'CodeSystem' && !covered.has(r.id));
  return [...systems.map(fromSystem), ...mixed.map(fromValueSet)];
}

function codes({ conformance }) {
  const rows = enums(conformance.map(({ resource }) => resource));
  return `${notice}package dev.mortar.ig;

import java.util.Optional;
import java.util.stream.Stream;

/** The codes of the implementation guide, one enum a code system or a list of codes of several systems. */
public final class Codes {

${rows.map(enumOf).join('\n')}
  private Codes() {}
}
`;
}

export function writeJava({ sources }, packed) {
  rmSync(sources, { recursive: true, force: true });
  mkdirSync(sources, { recursive: true });
  writeFileSync(join(sources, 'Canonicals.java'), canonicals(packed));
  writeFileSync(join(sources, 'Codes.java'), codes(packed));
}
