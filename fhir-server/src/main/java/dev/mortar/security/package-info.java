/**
 * Tokens become callers; roles, scopes and compartments become what a request may ask, find, see
 * and write.
 */
@NullMarked
package dev.mortar.security;

import org.jspecify.annotations.NullMarked;
