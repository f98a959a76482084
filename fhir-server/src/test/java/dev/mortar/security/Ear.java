package dev.mortar.security;

import dev.mortar.server.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The client's end of a WebSocket. */
final class Ear implements WebSocket.Listener, AutoCloseable {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private volatile int closed;

  static URI address(TestServer server) {
    return URI.create(server.root().toString().replaceFirst("^http", "ws") + "/websocket");
  }

  /**
   * @param headers name and value by turns
   * @throws java.util.concurrent.CompletionException if the handshake is refused
   */
  static Ear connect(TestServer server, String token, String... headers) {
    Ear ear = new Ear();
    var builder =
        HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "Bearer " + token);
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    builder.buildAsync(address(server), ear).join();
    return ear;
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket.complete(opened);
    opened.request(Long.MAX_VALUE);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    heard.add(text.toString());
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed = status;
    return null;
  }

  void say(String text) {
    socket.join().sendText(text, true).join();
  }

  List<String> heard() {
    return heard;
  }

  int closed() {
    return closed;
  }

  @Override
  public void close() {
    socket.join().abort();
  }
}
