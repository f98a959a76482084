/** Reads of single resources, the newest version of which this node may know already. */
@NullMarked
package dev.mortar.storage.reading;

import org.jspecify.annotations.NullMarked;
