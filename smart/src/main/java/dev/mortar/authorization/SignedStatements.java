package dev.mortar.authorization;

import java.time.Clock;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Statements have a type of their own, so that nobody takes one for a token. */
final class SignedStatements implements Statements {
  static final String TYPE = "digest+jwt";

  private final JwtTokens.Codec codec;
  private final ServerAddress server;
  private final Clock clock;

  SignedStatements(JwtTokens.Codec codec, ServerAddress server, Clock clock) {
    this.codec = codec;
    this.server = server;
    this.clock = clock;
  }

  @Override
  public String sign(String subject, String digest) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(server.issuer())
            .subject(subject)
            .issuedAt(clock.instant())
            .claim("sha-256", digest)
            .build();
    JwsHeader header =
        JwsHeader.with(SignatureAlgorithm.RS256).keyId(codec.keys().current()).type(TYPE).build();
    return codec.encoder().encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }
}
