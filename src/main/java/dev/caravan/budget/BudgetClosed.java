package dev.caravan.budget;

/** The wait for a call's turn was ended because the process stops; nothing was sent. */
public final class BudgetClosed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BudgetClosed(String account, String bucket) {
    super(
        "%s: the wait for a %s call was ended because Caravan is stopping"
            .formatted(account, bucket));
  }
}
