/** From FHIR back to HL7 v2: rows that read a resource and write a field. */
@NullMarked
package dev.mortar.mapping.outward;

import org.jspecify.annotations.NullMarked;
