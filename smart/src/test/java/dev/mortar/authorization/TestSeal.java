package dev.mortar.authorization;

/** Seals of tests: one key, the one before it, and both. */
final class TestSeal {
  static final String NEWEST = "bmV3ZXN0LWtleS1vZi10aGUtdGVzdHMtMDEyMzQ1Njc=";
  static final String OLDER = "b2xkZXIta2V5LW9mLXRoZS10ZXN0cy0wMTIzNDU2Nzg=";

  private TestSeal() {}

  static Seal newest() {
    return Seal.of(NEWEST);
  }

  static Seal older() {
    return Seal.of(OLDER);
  }

  static Seal both() {
    return Seal.of(NEWEST, OLDER);
  }
}
