/** Files that come in: what they may be, what they must not hold, and who else looks at them. */
@NullMarked
package dev.mortar.storage.upload;

import org.jspecify.annotations.NullMarked;
