/** Converters from HL7 v2 data types to FHIR data types; pure functions. */
@NullMarked
package dev.mortar.mapping.datatype;

import org.jspecify.annotations.NullMarked;
