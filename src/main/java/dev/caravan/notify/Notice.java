package dev.caravan.notify;

import java.util.List;

/**
 * One message to operators.
 *
 * @param concerns what it tells of, at least one, all of one topic
 */
record Notice(NoticeEvent event, List<ToldConcern> concerns) {
  Notice {
    concerns = List.copyOf(concerns);
  }
}
