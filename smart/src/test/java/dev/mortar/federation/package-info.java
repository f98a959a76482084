@NullMarked
package dev.mortar.federation;

import org.jspecify.annotations.NullMarked;
