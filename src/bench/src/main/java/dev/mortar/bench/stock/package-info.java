/** HAPI FHIR's JPA server as HAPI's defaults make it. */
@NullMarked
package dev.mortar.bench.stock;

import org.jspecify.annotations.NullMarked;
