/** Applies mapped messages to the store: the way of a v2 message into FHIR resources. */
@NullMarked
package dev.mortar.storage.inbound;

import org.jspecify.annotations.NullMarked;
