package dev.caravan.runtime;

import dev.caravan.pipe.Kamelets;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;

/**
 * Finds what routes name {@code routes:mappings/x.jq} in the last of the folders that has it, and a
 * Kamelet by its name, at last in the jars of the class path. Camel finds this by the name of the
 * bean.
 */
final class RouteResources extends ResourceResolverSupport {
  static final String SCHEME = "routes";
  static final String BEAN = "resource-loader-" + SCHEME;
  private static final String KAMELET = ".kamelet.yaml";

  private final RouteFolders routes;
  private final Kamelets kamelets;

  RouteResources(RouteFolders routes, Kamelets kamelets) {
    super(SCHEME);
    this.routes = routes;
    this.kamelets = kamelets;
  }

  @Override
  protected Resource createResource(String location, String remaining) {
    String name = Path.of(remaining).getFileName().toString();
    boolean kamelet = name.endsWith(KAMELET);
    String kameletName = kamelet ? name.substring(0, name.length() - KAMELET.length()) : "";
    Optional<Path> file = kamelet ? kamelets.file(kameletName) : routes.find(remaining);
    Optional<URL> inJar =
        kamelet && file.isEmpty() ? Kamelets.inJars(kameletName) : Optional.empty();
    if (inJar.isPresent()) {
      return new JarResource(inJar.get());
    }
    // The shipped folder is said not to have what none of them has.
    Path found = file.orElseGet(() -> routes.folders().get(0).resolve(remaining));
    return new FileResource(found);
  }

  /** A file of a jar in the class path. */
  private static final class JarResource extends ResourceSupport {
    private final URL url;

    JarResource(URL url) {
      super("classpath", url.toString());
      this.url = url;
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public URI getURI() {
      return URI.create(url.toString());
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return url.openStream();
    }
  }

  /** Said to Camel by its true place, so that its errors name it. */
  private static final class FileResource extends ResourceSupport {
    private final Path file;

    FileResource(Path file) {
      super("file", "file:" + file);
      this.file = file;
    }

    @Override
    public boolean exists() {
      return Files.exists(file);
    }

    @Override
    public URI getURI() {
      return file.toUri();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return Files.newInputStream(file);
    }
  }
}
