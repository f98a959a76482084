/** What only a demonstration has: sample data, mail and SMS sinks, tokens for demo users. */
@NullMarked
package dev.mortar.demo;

import org.jspecify.annotations.NullMarked;
