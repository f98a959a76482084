/** The narrow port through which the work reads and writes FHIR resources. */
@NullMarked
package dev.mortar.store;

import org.jspecify.annotations.NullMarked;
