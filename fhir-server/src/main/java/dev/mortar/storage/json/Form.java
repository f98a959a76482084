package dev.mortar.storage.json;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import org.jspecify.annotations.Nullable;

/**
 * How a value is written.
 *
 * @param name in JSON, which of a choice ends with the type
 */
record Form(String name, Kind kind) {
  enum Kind {
    PRIMITIVE,
    ID,
    COMPOSITE,
    XHTML,
    RESOURCE
  }

  static Form of(@Nullable String name, @Nullable BaseRuntimeElementDefinition<?> definition) {
    if (name == null || definition == null) {
      throw new Unusual("a type that does not belong there");
    }
    return new Form(
        name,
        switch (definition.getChildType()) {
          case PRIMITIVE_DATATYPE -> Kind.PRIMITIVE;
          case ID_DATATYPE -> Kind.ID;
          case RESOURCE_BLOCK, COMPOSITE_DATATYPE -> Kind.COMPOSITE;
          case PRIMITIVE_XHTML, PRIMITIVE_XHTML_HL7ORG -> Kind.XHTML;
          case RESOURCE -> Kind.RESOURCE;
          default -> throw new Unusual("a kind of element that R4 seldom has");
        });
  }
}
