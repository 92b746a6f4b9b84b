package dev.caravan.auth;

import dev.caravan.account.Account;
import dev.caravan.auth.RefusedCredentials.Refusals;
import dev.caravan.call.Attempt;
import dev.caravan.call.VendorFailure.Unauthorized;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The keys that only the operator can replace: one that was refused twice in a row, half a minute
 * apart, rests in all processes. (Once may be the doing of something in between.) Thread-safe.
 */
public final class FixedKeys {
  private static final int FREE = 1;

  /** So often it is looked up what other processes know. */
  private static final Duration BETWEEN_LOOKS = RefusedCredentials.FIRST_REST;

  /** Refusals as close together are those of calls that were under way together. */
  private static final Duration BURST = Duration.ofSeconds(30);

  private final RefusedCredentials refused;
  private final InstantSource clock;
  private final Map<String, AtomicReference<KeyState>> known = new ConcurrentHashMap<>();

  public FixedKeys(RefusedCredentials refused, InstantSource clock) {
    this.refused = refused;
    this.clock = clock;
  }

  private record KeyState(Instant at, Optional<Refusals> refusals) {
    static final KeyState NOTHING = new KeyState(Instant.MIN, Optional.empty());

    boolean isOld(Instant now) {
      return now.isBefore(at) || now.isAfter(at.plus(BETWEEN_LOOKS));
    }

    Optional<Refusals> resting(Instant now) {
      return refusals.filter(all -> now.isBefore(all.until()));
    }

    /** Whether a refusal now is one of those that are known. */
    boolean isOfBurst(Instant now) {
      return refusals
          .filter(all -> now.isBefore(all.times() > FREE ? all.until() : all.until().plus(BURST)))
          .isPresent();
    }
  }

  /**
   * @throws Unauthorized while it rests
   */
  void require(Account account, Attempt attempt) {
    Instant now = clock.instant();
    AtomicReference<KeyState> state = state(account);
    KeyState found = current(state);
    if (found.isOld(now) && found.resting(now).isEmpty()) {
      found = new KeyState(now, refused.of(account, now));
      state.set(found);
    }
    found
        .resting(now)
        .ifPresent(
            all -> {
              throw RefusedCredentials.resting(attempt, all.until(), all.reason());
            });
  }

  /**
   * The credential of a call.
   *
   * @param name what it is, for people
   */
  FixedCredential credential(Account account, String name, String secret) {
    return new FixedCredential(
        name + " of " + account.name(),
        secret,
        () -> refused(account, name),
        () -> accepted(account));
  }

  private void refused(Account account, String name) {
    Instant now = clock.instant();
    AtomicReference<KeyState> state = state(account);
    synchronized (state) {
      KeyState before = current(state);
      if (!before.isOfBurst(now)) {
        int times = before.refusals().map(Refusals::times).orElse(0);
        String reason =
            "it answered 401 to the %s: revoked or expired, or its user or account is deactivated"
                .formatted(name);
        state.set(
            new KeyState(now, Optional.of(refused.refused(account, times, reason, now, FREE))));
      }
    }
  }

  private void accepted(Account account) {
    AtomicReference<KeyState> state = state(account);
    KeyState before = current(state);
    if (before.refusals().isPresent()
        && state.compareAndSet(before, new KeyState(before.at(), Optional.empty()))) {
      refused.accepted(account);
    }
  }

  private AtomicReference<KeyState> state(Account account) {
    return known.computeIfAbsent(account.name(), name -> new AtomicReference<>(KeyState.NOTHING));
  }

  private static KeyState current(AtomicReference<KeyState> state) {
    return Objects.requireNonNull(state.get(), "never absent");
  }
}
