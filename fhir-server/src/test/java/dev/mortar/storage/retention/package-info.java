/** Tests of what is kept and what is removed. */
@NullMarked
package dev.mortar.storage.retention;

import org.jspecify.annotations.NullMarked;
