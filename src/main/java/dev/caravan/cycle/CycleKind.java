package dev.caravan.cycle;

/** What a pass over a source is made for. */
public enum CycleKind {
  /** The target is brought into line. */
  SYNC,
  /** It is found out what would be done; nothing is written anywhere. */
  PLAN,
  /** The ledger takes up the counterparts that a search finds; the target is only read. */
  REBUILD
}
