/** Mortar from outside: what a sender, a pharmacist's browser or an attacker can see of it. */
@NullMarked
package dev.mortar.e2e;

import org.jspecify.annotations.NullMarked;
