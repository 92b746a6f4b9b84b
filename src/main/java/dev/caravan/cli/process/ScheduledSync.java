package dev.caravan.cli.process;

import java.time.Duration;

/**
 * A sync as a schedule sees it.
 *
 * @param alerts whether it reads alerts, and no inventory
 * @param account the account that it reads
 * @param every the time from the beginning of one cycle to the next
 */
record ScheduledSync(String name, boolean alerts, String account, Duration every) {}
