package dev.caravan.scenario;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.spi.CamelContextTracker;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often routes are entered and beans are asked, in every Camel that starts while this is
 * open. A bean that a step asks for its expression counts once each time the step is entered.
 */
public final class StepCounter implements AutoCloseable {
  private final Map<String, LongAdder> routes = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> beans = new ConcurrentHashMap<>();
  private final CamelContextTracker tracker =
      new CamelContextTracker() {
        @Override
        public void contextCreated(CamelContext camel) {
          camel
              .getCamelContextExtension()
              .addInterceptStrategy((context, node, target, next) -> counting(node, target));
        }
      };

  private StepCounter() {}

  public static StepCounter open() {
    StepCounter counter = new StepCounter();
    counter.tracker.open();
    return counter;
  }

  private Processor counting(NamedNode node, Processor target) {
    if (!(node instanceof ProcessorDefinition<?> step)) {
      return target;
    }
    RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
    boolean first = route != null && route.getOutputs().indexOf(step) == firstStep(route);
    String bean = bean(step);
    if (!first && bean == null) {
      return target;
    }
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        if (first) {
          routes.computeIfAbsent(route.getRouteId(), any -> new LongAdder()).increment();
        }
        if (bean != null) {
          beans.computeIfAbsent(bean, any -> new LongAdder()).increment();
        }
        return super.process(exchange, callback);
      }
    };
  }

  /** What a route catches or configures stands before its steps. */
  private static int firstStep(RouteDefinition route) {
    int first = 0;
    while (first < route.getOutputs().size() && route.getOutputs().get(first).isAbstract()) {
      first++;
    }
    return first;
  }

  private static @Nullable String bean(ProcessorDefinition<?> step) {
    if (step instanceof BeanDefinition bean) {
      return bean.getRef() + "." + bean.getMethod();
    }
    if (step instanceof ExpressionNode node
        && node.getExpression() instanceof MethodCallExpression method) {
      return method.getRef() + "." + method.getMethod();
    }
    return null;
  }

  public void clear() {
    routes.clear();
    beans.clear();
  }

  public long routes() {
    return sum(routes);
  }

  /** How often that route was entered. */
  public long entered(String route) {
    return routes.getOrDefault(route, new LongAdder()).sum();
  }

  public long beans() {
    return sum(beans);
  }

  private static long sum(Map<String, LongAdder> counts) {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  @Override
  public String toString() {
    return "%d routes %s%n%d bean calls %s"
        .formatted(routes(), new TreeMap<>(routes), beans(), new TreeMap<>(beans));
  }

  @Override
  public void close() {
    tracker.close();
  }
}
