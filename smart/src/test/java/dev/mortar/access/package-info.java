@NullMarked
package dev.mortar.access;

import org.jspecify.annotations.NullMarked;
