@NullMarked
package dev.mortar.authorization;

import org.jspecify.annotations.NullMarked;
