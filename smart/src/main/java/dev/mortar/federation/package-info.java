/**
 * Sign-in by the identity providers of an installation, in plain OpenID Connect. They say who
 * somebody is; who that is here, and what they may do, is said here.
 */
@NullMarked
package dev.mortar.federation;

import org.jspecify.annotations.NullMarked;
