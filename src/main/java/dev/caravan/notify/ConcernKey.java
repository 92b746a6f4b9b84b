package dev.caravan.notify;

/** What there is one concern of: a topic, and the sync or account in question. */
record ConcernKey(Topic topic, String subject) {}
