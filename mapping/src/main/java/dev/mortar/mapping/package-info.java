/**
 * HL7 v2 to FHIR R4 as pure functions and tables: no framework, no I/O beyond reading own
 * resources.
 */
@NullMarked
package dev.mortar.mapping;

import org.jspecify.annotations.NullMarked;
