package dev.caravan.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The types of Kubernetes' own kinds; they keep a field that is none, so it has to be looked for.
 */
final class TypedModels {
  private static final KubernetesSerialization TYPES = new KubernetesSerialization();

  private TypedModels() {}

  static Object read(JsonNode manifest) {
    return TYPES.unmarshal(manifest.toString());
  }

  /** What in it is not of its type; empty when all is. */
  static List<String> problems(JsonNode manifest) {
    List<String> problems = new ArrayList<>();
    try {
      walk(read(manifest), Manifests.name(manifest), problems);
    } catch (IllegalArgumentException e) {
      Throwable why = e.getCause() instanceof JsonProcessingException it ? it : e;
      problems.add(Manifests.name(manifest) + ": " + why.getMessage());
    }
    return problems;
  }

  private static void walk(Object value, String where, List<String> problems) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        walk(list.get(i), where + "." + i, problems);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, inside) -> walk(inside, where + "." + key, problems));
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
      if (value.getClass().getSimpleName().equals("GenericKubernetesResource")) {
        problems.add(where + ": there is no such kind");
        return;
      }
      for (Method method : value.getClass().getMethods()) {
        if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
          field(value, method, where, problems);
        }
      }
    }
  }

  private static void field(Object value, Method getter, String where, List<String> problems) {
    try {
      Object inside = getter.invoke(value);
      if (!getter.getName().equals("getAdditionalProperties")) {
        walk(inside, where + "." + getter.getName().substring(3), problems);
      } else if (inside instanceof Map<?, ?> unknown && !unknown.isEmpty()) {
        problems.add("%s: there is no field %s".formatted(where, unknown.keySet()));
      }
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
