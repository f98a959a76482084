/** The program: everything below this package, started together. */
@NullMarked
package dev.mortar;

import org.jspecify.annotations.NullMarked;
