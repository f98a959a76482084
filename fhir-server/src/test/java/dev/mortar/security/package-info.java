@NullMarked
package dev.mortar.security;

import org.jspecify.annotations.NullMarked;
