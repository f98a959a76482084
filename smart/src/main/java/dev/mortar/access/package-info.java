/** Who may do what: roles, permissions, scopes and decisions, free of any framework. */
@NullMarked
package dev.mortar.access;

import org.jspecify.annotations.NullMarked;
