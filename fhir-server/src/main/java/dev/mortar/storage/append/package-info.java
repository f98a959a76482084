/** Puts new resources straight into HAPI's tables. */
@NullMarked
package dev.mortar.storage.append;

import org.jspecify.annotations.NullMarked;
