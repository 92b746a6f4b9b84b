package dev.caravan.cli.ledger;

import picocli.CommandLine.Command;

/** Changes that a target refused. */
@Command(
    name = "dead-letters",
    description = "Shows changes that the target refused, tries them again, or gives them up.",
    synopsisSubcommandLabel = "(list|retry|drop)",
    subcommands = {DeadLettersList.class, DeadLettersRetry.class, DeadLettersDrop.class},
    mixinStandardHelpOptions = true)
public final class DeadLettersCommand {}
