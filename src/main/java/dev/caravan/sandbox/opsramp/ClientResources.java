package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The resources of the client, which others call devices. Thread-safe by one lock. */
final class ClientResources {
  private final ResultPages pages;
  private final Supplier<OpsRampSettings> settings;
  private final InstantSource clock;
  private final Map<String, ObjectNode> resources = new LinkedHashMap<>();
  private int added;

  ClientResources(ResultPages pages, Supplier<OpsRampSettings> settings, InstantSource clock) {
    this.pages = pages;
    this.settings = settings;
    this.clock = clock;
  }

  void routes(Router router, String tenant) {
    router.get(tenant + "/resources/search", (r, p) -> search(r));
    router.get(tenant + "/resources/{id}", (r, p) -> Reply.json(200, details(p.get(1))));
  }

  /** One more resource of a client; its id. */
  synchronized String add(String tenantId, String client, long seed) {
    int n = added++;
    String id =
        UUID.nameUUIDFromBytes((seed + "/" + n).getBytes(StandardCharsets.UTF_8)).toString();
    boolean server = n % 4 == 0;
    String name = (server ? "SRV" : "WKS") + "%04d".formatted(n);
    ObjectNode resource =
        Json.object(
            """
            {"id":"%1$s","hostName":"%2$s","ipAddress":"192.0.2.%3$d","dnsName":"%2$s.test",
             "updatedDate":"%4$s","createdDate":"2026-01-05T08:00:00+0000","deviceType":"%5$s",
             "devicePath":"%6$s","type":"DEVICE","state":"active","macAddress":"0A:00:27:00:00:02",
             "make":"Dell Inc.","model":"%7$s","osName":"%8$s","osArchitecture":"64",
             "serialNumber":"SN%9$05d","agentInstalled":true,"aliasName":"%2$s","name":"%2$s",
             "resourceName":"%2$s","resiurceType":"%5$s",
             "tags":[{"name":"owner","value":"ops"}]}\
            """,
            id,
            name,
            n % 250 + 1,
            QueryKeys.DATE.format(clock.instant()),
            server ? "Windows" : "Desktop",
            server ? "Server >> Windows" : "Desktop",
            server ? "PowerEdge R650" : "OptiPlex 7010",
            server ? "Microsoft Windows Server 2022" : "Microsoft Windows 11 Pro",
            n);
    resource.put("status", n % 9 == 8 ? "DOWN" : "UP");
    resource.putObject("client").put("uniqueId", tenantId).put("name", client);
    resources.put(id, resource);
    return id;
  }

  synchronized boolean change(String id, ObjectNode members) {
    ObjectNode resource = resources.get(id);
    if (resource == null) {
      return false;
    }
    resource.setAll(members);
    return true;
  }

  synchronized boolean delete(String id) {
    return resources.remove(id) != null;
  }

  synchronized List<ObjectNode> all() {
    return resources.values().stream().map(ObjectNode::deepCopy).toList();
  }

  synchronized void clear() {
    resources.clear();
    added = 0;
  }

  private Reply search(Request request) {
    QueryKeys keys = QueryKeys.of(request, Set.copyOf(QueryKeys.RESOURCE_KEYS));
    boolean withStatus = "true".equals(request.query().get("includeStatus"));
    List<ObjectNode> found =
        all().stream()
            .filter(one -> keys.allows("state", Set.of(one.path("state").asText())))
            .filter(one -> keys.allows("hostName", Set.of(one.path("hostName").asText())))
            .filter(one -> keys.allows("id", Set.of(one.path("id").asText())))
            .toList();
    if (!withStatus) {
      found.forEach(one -> one.remove("status"));
    }
    if (found.isEmpty() && settings.get().noResources() != OpsRampSettings.Nothing.PAGE) {
      return settings.get().noResources() == OpsRampSettings.Nothing.LIST
          ? Reply.json(200, List.of())
          : Reply.empty(200);
    }
    return pages.page(request, "id", found);
  }

  /** Get-by-id has another shape, which may hold the credentials of monitors. */
  private synchronized ObjectNode details(String id) {
    ObjectNode resource = resources.get(id);
    if (resource == null) {
      throw OpsRampErrors.missing("Resource " + id);
    }
    ObjectNode details = Json.object().put("id", id);
    details.put("status", resource.path("status").asText("UNKNOWN"));
    details.put("state", resource.path("state").asText());
    details.put("clientUniqueId", settings.get().tenantId());
    ObjectNode general = details.putObject("generalInfo");
    general.put("name", resource.path("name").asText()).put("osName", "");
    general.put("hostName", resource.path("hostName").asText());
    details.putObject("bios").put("systemSerial", resource.path("serialNumber").asText());
    details.putArray("networkCardDetails");
    details.put("credential.password", "not for logs");
    return details;
  }
}
