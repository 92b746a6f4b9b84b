package dev.caravan.runtime;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;

/** Camel's Main with a context that takes thousands of routes. */
final class CamelMain extends Main {

  @Override
  protected CamelContext createCamelContext() {
    DefaultCamelContext context = new ManyRoutes();
    context.getCamelContextExtension().setRegistry(registry);
    context.getGlobalOptions().put("CamelMainClass", Main.class.getName());
    return context;
  }

  /**
   * Camel 4.18 removes each route before it adds it, and gathers all endpoints of all routes first:
   * the time to start would grow with the square of their number.
   */
  private static final class ManyRoutes extends DefaultCamelContext {
    ManyRoutes() {
      super(false);
    }

    @Override
    public boolean removeRoute(String routeId) throws Exception {
      return getRouteStatus(routeId) != null && super.removeRoute(routeId);
    }
  }
}
