@org.jspecify.annotations.NullMarked
package dev.mortar.ehr;
