/**
 * The words of Mortar: canonicals and codes generated from the implementation guide, and the guide
 * itself.
 */
@NullMarked
package dev.mortar.ig;

import org.jspecify.annotations.NullMarked;
