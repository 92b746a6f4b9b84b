package dev.caravan.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that no JVM knows, in a folder: its trust store, and servers with
 * certificates of it.
 */
public final class OwnAuthority {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;
  private final SSLContext servers;

  /**
   * @param host whose certificate its servers have
   */
  public OwnAuthority(Path folder, String host) throws Exception {
    this.folder = folder;
    key("authority", "-ext", "bc:c=ca:true", "-dname", "CN=Own Authority");
    key("server", "-dname", "CN=" + host);
    keytool("-certreq", "-alias", "server", "-file", file("request"));
    keytool(
        "-gencert",
        "-alias",
        "authority",
        "-infile",
        file("request"),
        "-outfile",
        file("signed"),
        "-ext",
        "san=dns:" + host);
    keytool("-exportcert", "-alias", "authority", "-file", file("authority"));
    keytool("-importcert", "-alias", "server", "-file", file("signed"), "-noprompt");
    KeyStore trust = KeyStore.getInstance("JKS");
    trust.load(null, PASSWORD);
    KeyStore keys = keys();
    trust.setCertificateEntry("authority", keys.getCertificate("authority"));
    try (var out = Files.newOutputStream(trustStore())) {
      trust.store(out, PASSWORD);
    }
    keys.deleteEntry("authority");
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD);
    this.servers = SSLContext.getInstance("TLS");
    servers.init(factory.getKeyManagers(), null, null);
  }

  /** What the JVM is told to believe. */
  public Path trustStore() {
    return folder.resolve("trust.jks");
  }

  /** A server with TLS. */
  public ServerSocket listen() throws IOException {
    return servers
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** A server with TLS before a port of this machine without. */
  public Relay before(int port) throws IOException {
    Relay[] relay = new Relay[1];
    relay[0] =
        new Relay(
            listen(),
            client -> {
              try (Socket vendor = new Socket(InetAddress.getLoopbackAddress(), port)) {
                relay[0].join(client, vendor);
              }
            });
    return relay[0];
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private void key(String alias, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-validity", "2"));
    words.addAll(List.of(more));
    keytool(words.toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name + ".pem").toString();
  }

  private void keytool(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-keystore",
                folder.resolve("keys.p12").toString(),
                "-storepass",
                new String(PASSWORD)));
    command.add(2, words[0]);
    command.addAll(List.of(words).subList(1, words.length));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes());
    if (tool.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
