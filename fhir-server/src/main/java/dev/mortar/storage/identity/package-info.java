/** From the id of a resource to its row. */
@NullMarked
package dev.mortar.storage.identity;

import org.jspecify.annotations.NullMarked;
