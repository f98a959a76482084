package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with cookies, and an app that waits for the browser's answer. */
final class TestBrowser {
  static final String PASSWORD = "a long password of a test";
  static final String VERIFIER = "a-verifier-of-a-test-that-is-long-enough-0123456789";

  private final TestServer server;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  TestBrowser(TestServer server) {
    this.server = server;
  }

  /** The address of an honest request, with changes; an empty value leaves a parameter out. */
  String authorize(String client, String redirect, String scope, Map<String, String> changes) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", client);
    parameters.put("redirect_uri", redirect);
    parameters.put("scope", scope);
    parameters.put("state", "xyz");
    parameters.put("aud", server.fhirBase());
    parameters.put("code_challenge", challenge());
    parameters.put("code_challenge_method", "S256");
    parameters.putAll(changes);
    parameters.values().removeIf(String::isEmpty);
    return "/oauth2/authorize?" + form(parameters);
  }

  /** Asks, signs in on the way, and returns where the browser stands then. */
  String signIn(String name, String authorize) {
    assertThat(location(get(authorize))).endsWith("/login");
    HttpResponse<String> page = get("/login");
    String next =
        location(
            post(
                "/login",
                Map.of("_csrf", csrf(page.body()), "username", name, "password", PASSWORD)));
    assertThat(next).contains("/oauth2/authorize");
    return follow(next);
  }

  /** Whether the form lets the person in. */
  boolean signedIn(String name, String password, String code) {
    String csrf = csrf(get("/login").body());
    String next =
        location(
            post(
                "/login",
                Map.of("_csrf", csrf, "username", name, "password", password, "code", code)));
    assertThat(next).isNotEmpty();
    return !next.contains("error");
  }

  void signOut() {
    assertThat(signOutTo()).endsWith("/login?signed-out");
  }

  /** Signs out and returns where that leads. */
  String signOutTo() {
    return location(post("/logout", Map.of("_csrf", csrf(get("/logout").body()))));
  }

  /** Goes to an address of ours and returns where that leads. */
  String follow(String address) {
    return location(get(local(address)));
  }

  /** Opens the consent page, allows what the test wants, and returns where that leads. */
  String consent(String page, List<String> without, List<String> more) {
    assertThat(page).contains("/oauth2/consent?");
    String html = get(local(page)).body();
    List<String> fields = new ArrayList<>();
    fields.add("client_id=" + encode(value(html, "client_id")));
    fields.add("state=" + encode(value(html, "state")));
    Matcher scopes = Pattern.compile("name=\"scope\" value=\"([^\"]+)\"").matcher(html);
    while (scopes.find()) {
      if (!without.contains(scopes.group(1))) {
        fields.add("scope=" + encode(scopes.group(1)));
      }
    }
    more.forEach(scope -> fields.add("scope=" + encode(scope)));
    return location(post("/oauth2/authorize", String.join("&", fields)));
  }

  /** Searches and chooses the patient, and returns where that leads. */
  String choose(String page, String name, String patient) {
    assertThat(page).contains("/login/patient?for=");
    String html = get(local(page) + "&name=" + encode(name)).body();
    assertThat(html).contains("value=\"" + patient + "\"");
    String next = location(choice(page, name, patient));
    assertThat(next).contains("/oauth2/authorize?");
    return follow(next);
  }

  /** Searches by the name, but sends the id, whether it was found or not. */
  HttpResponse<String> choice(String page, String name, String patient) {
    String html = get(local(page) + "&name=" + encode(name)).body();
    String waiting = page.substring(page.indexOf("?for=") + 5);
    return post(
        "/login/patient",
        "_csrf=" + encode(csrf(html)) + "&for=" + waiting + "&patient=" + patient);
  }

  HttpResponse<String> exchange(String back, String client, String redirect) {
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back);
    assertThat(code.find()).as(back).isTrue();
    return post(
        "/oauth2/token",
        Map.of(
            "grant_type", "authorization_code",
            "client_id", client,
            "code", code.group(1),
            "redirect_uri", redirect,
            "code_verifier", VERIFIER));
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(server.root() + path)).GET());
  }

  HttpResponse<String> post(String path, Map<String, String> fields) {
    return post(path, form(fields));
  }

  HttpResponse<String> post(String path, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(server.root() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  static String field(HttpResponse<String> answer, String name) {
    Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
    return value.find() ? value.group(1) : "";
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String csrf(String html) {
    return value(html, "_csrf");
  }

  private static String value(String html, String name) {
    Matcher value = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(html);
    assertThat(value.find()).as(html).isTrue();
    return value.group(1);
  }

  private static String local(String address) {
    URI uri = URI.create(address);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(one -> one.getKey() + "=" + encode(one.getValue()))
        .collect(Collectors.joining("&"));
  }

  static List<String> scopes(HttpResponse<String> answer) {
    return Arrays.asList(field(answer, "scope").split(" "));
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
