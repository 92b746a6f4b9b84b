package dev.caravan.budget;

/** The calls of this process that wait at other gates of an account for buckets of this one's. */
interface Rivals {
  /** Where there is one gate only. */
  Rivals NONE =
      new Rivals() {
        @Override
        public int moreUrgent(String bucket, Priority than, boolean oneBucket) {
          return 0;
        }

        @Override
        public void fewer() {}
      };

  /**
   * How many wait for that bucket that go before a call of that class.
   *
   * @param oneBucket whether the vendor counts all calls of the account together
   */
  int moreUrgent(String bucket, Priority than, boolean oneBucket);

  /** One that waited here waits no more. */
  void fewer();
}
