/** A running server for tests: one a store and JVM, shared by all of them. */
@NullMarked
package dev.mortar.server;

import org.jspecify.annotations.NullMarked;
