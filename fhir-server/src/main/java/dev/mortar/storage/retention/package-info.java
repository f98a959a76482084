/** How long records are kept: legal holds, retention, erasure, and what is left of it. */
@NullMarked
package dev.mortar.storage.retention;

import org.jspecify.annotations.NullMarked;
