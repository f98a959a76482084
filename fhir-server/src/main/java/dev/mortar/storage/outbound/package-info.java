/** Tells HL7 v2 destinations of what was stored. */
@NullMarked
package dev.mortar.storage.outbound;

import org.jspecify.annotations.NullMarked;
