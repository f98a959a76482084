package dev.mortar.authorization;

/**
 * Somebody came from elsewhere, to be signed in here.
 *
 * @param name the account; of somebody refused what they are called there, or empty
 * @param from the EHR or the identity provider
 * @param what was done or why not, without secrets
 */
public record OutsideSignIn(String name, String address, String from, String what, boolean done) {}
