/**
 * The durable inbox: a message is on disk before anybody is promised anything, and leaves it only
 * when it was applied or a person must look at it.
 */
@NullMarked
package dev.mortar.hl7.inbox;

import org.jspecify.annotations.NullMarked;
