/** One class per FHIR operation: the way in and out, and nothing else. */
@NullMarked
package dev.mortar.operations;

import org.jspecify.annotations.NullMarked;
