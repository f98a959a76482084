/**
 * Subscriptions that lose nothing: matched after the commit, delivered until answered, dead letters
 * for people.
 */
@NullMarked
package dev.mortar.storage.subscription;

import org.jspecify.annotations.NullMarked;
