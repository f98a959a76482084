/**
 * Reads and writes JSON for HAPI: the resources that nearly all requests are about by a short way,
 * everything else by HAPI's own.
 */
@NullMarked
package dev.mortar.storage.json;

import org.jspecify.annotations.NullMarked;
