package dev.caravan.vendor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a vendor's folder says of it. Immutable.
 *
 * @param id the folder's name, which the names of its routes and Kamelets begin with
 * @param name for people
 * @param account the name of its default account
 * @param keys the keys of its accounts, without their prefix
 * @param source what it adds to a sync that reads from it
 * @param target what it adds to a sync that writes to it
 * @param syncs the shipped syncs that read from it, each with the id of its target's vendor
 */
public record Vendor(
    String id,
    String name,
    String account,
    List<Key> keys,
    SyncEnd source,
    SyncEnd target,
    Map<String, String> syncs,
    Limits limits,
    AccountQuestion question) {

  /**
   * What a vendor adds to a sync at one of its ends.
   *
   * @param keys without the sync's name
   * @param comments how it takes comments, if it does
   */
  public record SyncEnd(List<Key> keys, Optional<Comments> comments) {
    /** Nothing. */
    public static final SyncEnd NOTHING = new SyncEnd(List.of(), Optional.empty());
  }

  /**
   * Comments on a counterpart.
   *
   * @param with the key of the sync without which there are none; empty when it needs none
   * @param being what its value is, for people
   */
  public record Comments(Optional<String> with, String being) {}
}
