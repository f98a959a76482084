/** Bulk import from nowhere but the sources that the operator has listed. */
@NullMarked
package dev.mortar.storage.bulk;

import org.jspecify.annotations.NullMarked;
