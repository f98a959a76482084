/** Code tables as CSV resources. */
@NullMarked
package dev.mortar.mapping.table;

import org.jspecify.annotations.NullMarked;
