package dev.davit.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.contracts.codec.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The REST interface speaks the same JSON as the events; what comes in must have no unknown field.
 */
public class JsonForm {
  @Produces
  @Singleton
  ObjectMapper json() {
    return Json.writtenByPeople();
  }
}
