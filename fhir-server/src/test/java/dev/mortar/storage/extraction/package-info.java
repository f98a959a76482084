@NullMarked
package dev.mortar.storage.extraction;

import org.jspecify.annotations.NullMarked;
