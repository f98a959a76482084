/** The benchmarks: load from outside on the packaged program and on the stock server alike. */
@NullMarked
package dev.mortar.bench;

import org.jspecify.annotations.NullMarked;
