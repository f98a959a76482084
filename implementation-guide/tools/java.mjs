// Writes the Java constants of the guide: what it defines by canonical, and every code of its systems.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const notice = '// Generated from the implementation guide by its build.\n';
const upper = (text) => text.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
const camel = (text) => text.split('-').map((part) => part[0].toUpperCase() + part.slice(1)).join('');
const short = (id) => id.replace(/^pe-/, '');
const quote = (text) => JSON.stringify(text);

const kinds = {
  StructureDefinition: (r) => (r.type === 'Extension' ? 'EXT' : 'PROFILE'),
  CodeSystem: () => 'CS',
  ValueSet: () => 'VS',
  SearchParameter: () => 'SP',
  OperationDefinition: () => 'OP',
  NamingSystem: () => 'SID',
};

function constant(resource) {
  const kind = kinds[resource.resourceType]?.(resource);
  if (!kind) return [];
  const sid = kind === 'SID' ? resource.uniqueId[0].value : undefined;
  const name = sid ? upper(sid.slice(sid.lastIndexOf('/') + 1)) : upper(short(resource.id));
  const comment = resource.description?.trim() || resource.title || resource.name;
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

function enumOf(system) {
  const name = camel(short(system.id));
  const values = system.concept.map(({ code, display, definition }) =>
    `    /** ${definition ?? `${display}.`} */\n    ${upper(code)}(${quote(code)}, ${quote(display)})`);
  return `  /** ${system.description} */
  public enum ${name} implements Code {
${values.join(',\n')};

    /** The code system. */
    public static final String SYSTEM = ${quote(system.url)};

    private final String code;
    private final String display;

    ${name}(String code, String display) {
      this.code = code;
      this.display = display;
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
    public String system() {
      return SYSTEM;
    }

    @Override
    public String display() {
      return display;
    }
  }
`;
}

function codes({ conformance }) {
  const systems = conformance.map(({ resource }) => resource).filter((r) => r.resourceType === 'CodeSystem');
  return `${notice}package dev.mortar.ig;

import java.util.Optional;
import java.util.stream.Stream;

/** The codes of the implementation guide, one enum a code system. */
public final class Codes {

${systems.map(enumOf).join('\n')}
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
