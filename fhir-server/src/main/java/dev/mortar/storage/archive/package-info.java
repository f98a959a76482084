/** Appointments that ended long ago: kept, and out of the way. */
@NullMarked
package dev.mortar.storage.archive;

import org.jspecify.annotations.NullMarked;
