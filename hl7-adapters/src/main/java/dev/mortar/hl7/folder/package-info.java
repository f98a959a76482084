/** Messages that come as files. */
@NullMarked
package dev.mortar.hl7.folder;

import org.jspecify.annotations.NullMarked;
