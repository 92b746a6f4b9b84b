package dev.caravan.cycle;

import dev.caravan.cycle.PagePassage.Stage;
import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** An endpoint of the {@code cycle:} component; its properties are the parameters of a source. */
public final class CycleEndpoint extends DefaultEndpoint {
  /** The name under which pages are handed on. */
  static final String PAGE = "page";

  /** The name of the place where pages wait to be compared. */
  static final String COMPARE = "compare";

  /** The name of the place where pages wait to be written. */
  static final String WRITE = "write";

  private final CycleComponent component;
  private final String name;
  private String account = "";
  private Duration every = Duration.ofSeconds(60);
  private String pages = "";
  private String path = "";
  private String query = "";
  private String collection = "";
  private String priority = "alerts";
  private String identity = "";
  private @Nullable String confirm;
  private @Nullable String resolve;

  CycleEndpoint(String uri, CycleComponent component, String name) {
    super(uri, component);
    this.component = component;
    this.name = name;
  }

  @Override
  public Producer createProducer() {
    return switch (name) {
      case PAGE -> new PageProducer(this, component.syncs());
      case COMPARE -> new RelayProducer(this, Stage.COMPARE);
      case WRITE -> new RelayProducer(this, Stage.WRITE);
      default ->
          throw new IllegalArgumentException(
              "Only cycle:page, cycle:compare and cycle:write can be sent to, not cycle:" + name);
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    CycleConsumer consumer =
        new CycleConsumer(
            this, processor, component.runner(), component.syncs(), component.workers());
    configureConsumer(consumer);
    return consumer;
  }

  /** The sync whose cycles these are. */
  String sync() {
    return name;
  }

  public String getAccount() {
    return account;
  }

  /** The account that the collection is read from. */
  public void setAccount(String account) {
    this.account = account;
  }

  public Duration getEvery() {
    return every;
  }

  /** The time from the beginning of one cycle to the beginning of the next. */
  public void setEvery(Duration every) {
    this.every = every;
  }

  public String getPages() {
    return pages;
  }

  /** The route that reads the collection and hands its pages to {@code cycle:page}. */
  public void setPages(String pages) {
    this.pages = pages;
  }

  public String getPath() {
    return path;
  }

  /** The account's setting that holds the path of the collection. */
  public void setPath(String path) {
    this.path = path;
  }

  public String getQuery() {
    return query;
  }

  /** The query of the first page, encoded. */
  public void setQuery(String query) {
    this.query = query;
  }

  public String getCollection() {
    return collection;
  }

  /** The member of a page that holds its records. */
  public void setCollection(String collection) {
    this.collection = collection;
  }

  public String getPriority() {
    return priority;
  }

  /** The admission class of the reads: alerts or inventory. */
  public void setPriority(String priority) {
    this.priority = priority;
  }

  public String getIdentity() {
    return identity;
  }

  /** The route that says which tenant the account is. */
  public void setIdentity(String identity) {
    this.identity = identity;
  }

  public @Nullable String getConfirm() {
    return confirm;
  }

  /** The route that says what became of one record, where the vendor can be asked. */
  public void setConfirm(@Nullable String confirm) {
    this.confirm = confirm;
  }

  public @Nullable String getResolve() {
    return resolve;
  }

  /** The route that resolves one record, where the vendor can be told. */
  public void setResolve(@Nullable String resolve) {
    this.resolve = resolve;
  }

  @Override
  public boolean isLenientProperties() {
    return false;
  }
}
