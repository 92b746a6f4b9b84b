package dev.caravan.cli.ledger;

import picocli.CommandLine.Command;

/** What Caravan knows of each record and its counterpart. */
@Command(
    name = "ledger",
    description = "Shows or restores what is known of each record and its counterpart.",
    synopsisSubcommandLabel = "(list|show|rebuild)",
    subcommands = {LedgerList.class, LedgerShow.class, LedgerRebuildCommand.class},
    mixinStandardHelpOptions = true)
public final class LedgerCommand {}
