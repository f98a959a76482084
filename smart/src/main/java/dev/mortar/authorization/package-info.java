/** The authorization server: accounts, sign-in, tokens, and the discovery document of SMART. */
@NullMarked
package dev.mortar.authorization;

import org.jspecify.annotations.NullMarked;
