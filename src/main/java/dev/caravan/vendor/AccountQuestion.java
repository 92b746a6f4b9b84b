package dev.caravan.vendor;

import java.util.List;
import java.util.Optional;

/**
 * What {@code check} says of an account, as texts with members in braces.
 *
 * @param opens what the credentials open, with members of the answer of the vendor's route {@code
 *     account}
 * @param count something in it that should be there
 * @param explanations what a refusal means, the first that fits
 */
public record AccountQuestion(
    Optional<String> opens, Optional<Count> count, List<Explained> explanations) {
  /** Of a vendor that says nothing of it. */
  public static final AccountQuestion NONE =
      new AccountQuestion(Optional.empty(), Optional.empty(), List.of());

  /**
   * A number of the answer, in braces as {@code count}.
   *
   * @param member the way to it, with dots
   * @param noun what is counted
   * @param unsaid what stands for the number and the noun where there is none
   * @param none what a zero means
   */
  public record Count(String member, String noun, String unsaid, String none) {}

  /**
   * An explanation of a status.
   *
   * @param status 401 stands for 407 too, 404 for all that say that nothing is there
   * @param sent how the credential was sent, if it matters: {@code bearer} or {@code api-key}
   * @param text with members in braces: status, account, url and settings of the account; what
   *     stands in brackets is left out where one of its members has no value
   */
  public record Explained(int status, Optional<String> sent, String text) {}
}
