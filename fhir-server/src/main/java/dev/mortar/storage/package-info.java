/** The FHIR server's store: HAPI FHIR JPA, set up one concern a file. */
@NullMarked
package dev.mortar.storage;

import org.jspecify.annotations.NullMarked;
