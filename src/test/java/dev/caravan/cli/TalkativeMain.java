package dev.caravan.cli;

/** Caravan beside a library that prints to standard output while it works. */
final class TalkativeMain {
  private TalkativeMain() {}

  public static void main(String[] words) {
    Thread library = new Thread(() -> System.out.println("{\"library\": \"says\"} this"));
    Runtime.getRuntime().addShutdownHook(library);
    Main.main(words);
  }
}
