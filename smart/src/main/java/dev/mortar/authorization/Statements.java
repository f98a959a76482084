package dev.mortar.authorization;

/** Signs what this server says, by the keys that anybody finds at its JWKS address. */
public interface Statements {
  /**
   * @param subject what it is about
   * @param digest SHA-256 in hexadecimal digits
   * @return a JWS in its compact form; it is no token and opens nothing
   */
  String sign(String subject, String digest);
}
