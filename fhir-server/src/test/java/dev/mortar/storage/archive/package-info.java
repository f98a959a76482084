@NullMarked
package dev.mortar.storage.archive;

import org.jspecify.annotations.NullMarked;
