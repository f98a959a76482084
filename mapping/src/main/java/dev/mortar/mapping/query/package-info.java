/** What other systems ask by QBP, and the RSP that answers them. */
@NullMarked
package dev.mortar.mapping.query;

import org.jspecify.annotations.NullMarked;
