/** The mapper on the command line. */
@NullMarked
package dev.mortar.mapping.cli;

import org.jspecify.annotations.NullMarked;
