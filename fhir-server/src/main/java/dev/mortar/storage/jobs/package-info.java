/** HAPI's background jobs, made to survive a crash and to run once for all nodes. */
@NullMarked
package dev.mortar.storage.jobs;

import org.jspecify.annotations.NullMarked;
