package dev.caravan.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts that are reached without a proxy, as {@code NO_PROXY} lists them: {@code *}; a domain,
 * with or without a dot or {@code *.} in front, which stands for all below it too; an address; a
 * network such as {@code 10.0.0.0/8}; each with a port or without. Immutable. No name is looked up.
 */
final class DirectHosts {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final List<String> entries;

  DirectHosts(String list) {
    this.entries =
        Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,|\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  /** Whether a host is this machine. */
  static boolean isLoopback(String host) {
    String name = bare(host);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || (name.startsWith("127.") && ADDRESS.matcher(name).matches());
  }

  boolean contains(String host, int port) {
    String name = bare(host);
    return entries.stream().anyMatch(entry -> matches(entry, name, port));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.contains("/")) {
      return isWithin(entry, host);
    }
    String wanted = entry;
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
    if (hasPort) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      wanted = entry.substring(0, colon);
    }
    if (wanted.equals("*")) {
      return true;
    }
    String domain = bare(wanted.replaceFirst("^\\*?\\.", ""));
    if (domain.endsWith(".*")) {
      return host.startsWith(domain.substring(0, domain.length() - 1));
    }
    return host.equals(domain) || host.endsWith("." + domain);
  }

  private static boolean isWithin(String network, String host) {
    String[] parts = network.split("/", 2);
    if (!ADDRESS.matcher(host).matches() || !ADDRESS.matcher(bare(parts[0])).matches()) {
      return false;
    }
    try {
      byte[] own = InetAddress.getByName(host).getAddress();
      byte[] base = InetAddress.getByName(bare(parts[0])).getAddress();
      int free = base.length * 8 - Integer.parseInt(parts[1]);
      return own.length == base.length
          && free >= 0
          && new BigInteger(1, own)
              .shiftRight(free)
              .equals(new BigInteger(1, base).shiftRight(free));
    } catch (UnknownHostException | NumberFormatException notOne) {
      return false;
    }
  }

  /** In lower case, without the brackets of an address and the dot at the end of a full name. */
  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") && !name.endsWith("..") ? name.substring(0, name.length() - 1) : name;
  }
}
