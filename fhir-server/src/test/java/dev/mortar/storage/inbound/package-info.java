/** Tests of the way of messages into the store. */
@NullMarked
package dev.mortar.storage.inbound;

import org.jspecify.annotations.NullMarked;
