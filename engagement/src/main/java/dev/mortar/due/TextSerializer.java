package dev.mortar.due;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.kagkarlsson.scheduler.serializer.Serializer;

/** Payloads are plain text, so that a person can read the table. */
final class TextSerializer implements Serializer {
  @Override
  public byte[] serialize(Object data) {
    return data.toString().getBytes(UTF_8);
  }

  @Override
  public <T> T deserialize(Class<T> type, byte[] serialized) {
    return type.cast(new String(serialized, UTF_8));
  }
}
