/** Which types of resources carry security labels. */
@NullMarked
package dev.mortar.storage.label;

import org.jspecify.annotations.NullMarked;
