@NullMarked
package dev.mortar.storage.upload;

import org.jspecify.annotations.NullMarked;
