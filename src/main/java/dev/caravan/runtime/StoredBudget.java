package dev.caravan.runtime;

import dev.caravan.budget.Budget;
import dev.caravan.budget.BudgetGate;
import dev.caravan.budget.Priority;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The budget in the store, as routes and calls ask for it. Thread-safe. */
public final class StoredBudget implements BudgetGate {
  private final Budget budget;

  StoredBudget(Budget budget) {
    this.budget = budget;
  }

  @Override
  public void acquire(String account, String bucket, String priority) {
    budget.acquire(account, bucket, Priority.of(priority));
  }

  @Override
  public void observe(
      String account,
      String bucket,
      int status,
      Map<String, String> headers,
      @Nullable String body) {
    budget.observe(account, bucket, status, headers, body);
  }
}
