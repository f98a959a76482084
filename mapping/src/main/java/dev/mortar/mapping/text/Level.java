package dev.mortar.mapping.text;

/** How deep a value stands in its segment. */
enum Level {
  FIELD,
  REPETITION,
  COMPONENT,
  SUBCOMPONENT
}
