/** Mortar without the checks of who may do what, to see what they cost. */
@NullMarked
package dev.mortar.bench.open;

import org.jspecify.annotations.NullMarked;
