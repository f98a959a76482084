/**
 * Rules that hold for the whole tree: order of packages, size, habits, and pages that name tests.
 */
@NullMarked
package dev.mortar.checks;

import org.jspecify.annotations.NullMarked;
