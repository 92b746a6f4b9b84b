package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;

/** A vendor's way of saying where a listing goes on. Pure. */
interface NextPage {
  /**
   * @param first the address of the first page, which carries all filters
   * @param url the address that was answered
   * @param rows how many records the page had
   * @throws IllegalArgumentException with a sentence when the answer does not go on from there
   */
  Page after(Account account, String first, String url, JsonNode answer, int rows);

  /** The records of an answer, missing where it has none. */
  default JsonNode rows(JsonNode answer, String collection) {
    return answer.path(collection);
  }
}
