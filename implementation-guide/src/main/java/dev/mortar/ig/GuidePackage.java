package dev.mortar.ig;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/**
 * The compiled guide as it lies in this jar. Every call reads it anew and returns fresh resources.
 */
public final class GuidePackage {
  private static final String CONFORMANCE = "package/";
  private static final String EXAMPLE = "package/example/";

  private final FhirContext context;

  /**
   * @param context an R4 context
   */
  public GuidePackage(FhirContext context) {
    this.context = context;
  }

  /** The FHIR package itself: a gzipped tar archive, as FHIR package tools read it. */
  public static InputStream archive() {
    return open("package.tgz");
  }

  /** A hash over package and defaults; it changes exactly when what is to be installed changes. */
  public static String fingerprint() {
    var digest = sha256();
    digest.update(bytes("package.tgz"));
    names("defaults").forEach(name -> digest.update(bytes("defaults/" + name)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Everything that the guide defines: profiles, extensions, terminology, parameters, operations.
   */
  public List<Resource> conformance() {
    return packed()
        .filter(file -> file.getKey().startsWith(CONFORMANCE))
        .filter(file -> file.getKey().indexOf('/', CONFORMANCE.length()) < 0)
        .filter(file -> !file.getKey().endsWith("/package.json"))
        .filter(file -> !file.getKey().endsWith("/.index.json"))
        .map(file -> parse(file.getValue()))
        .toList();
  }

  /** One or more examples for every profile, and the defaults. */
  public List<Resource> examples() {
    return packed()
        .filter(file -> file.getKey().startsWith(EXAMPLE))
        .map(file -> parse(file.getValue()))
        .toList();
  }

  /** Rules, service levels, limits, templates and weights that a new installation starts with. */
  public List<Resource> defaults() {
    return names("defaults").map(name -> parse(bytes("defaults/" + name))).toList();
  }

  /**
   * The sample pharmacy as transaction bundles, to be stored in this order.
   *
   * @param now the moment around which the sample's past and future lie
   */
  public List<Bundle> samples(Instant now) {
    var dates = new SampleDates(context, now);
    return names("samples")
        .map(name -> (Bundle) parse(bytes("samples/" + name)))
        .map(dates::move)
        .toList();
  }

  private static Stream<Map.Entry<String, byte[]>> packed() {
    try (var archive = archive()) {
      return Tar.read(archive).entrySet().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> names(String folder) {
    return new String(bytes(folder + "/index.txt"), StandardCharsets.UTF_8).lines();
  }

  private Resource parse(byte[] json) {
    IParser parser = context.newJsonParser();
    return (Resource) parser.parseResource(new String(json, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String name) {
    try (var in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    var in = GuidePackage.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("The guide was built without " + name);
    }
    return in;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
