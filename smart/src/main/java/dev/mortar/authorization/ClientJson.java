package dev.mortar.authorization;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A registration as JSON; what is left out is empty. */
final class ClientJson {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.SKIP));

  private ClientJson() {}

  static ClientRegistration read(String json) {
    try {
      return JSON.readValue(json, ClientRegistration.class);
    } catch (JsonProcessingException e) {
      String why = e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
      throw new IllegalArgumentException(why, e);
    }
  }

  /** The same with the id that the address gives. */
  static ClientRegistration read(String id, String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (!(tree instanceof ObjectNode object) || !object.hasNonNull("kind")) {
        throw new IllegalArgumentException("An object with a kind is needed.");
      }
      return read(object.put("id", id).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The body is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  static String write(ClientRegistration client) {
    try {
      return JSON.writeValueAsString(client);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The client cannot be written.", e);
    }
  }
}
