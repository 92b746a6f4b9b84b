package dev.caravan.cli.process;

class ReplicaTurnsTest extends ReplicaTurnsContract {
  @Override
  String storeUrl() {
    return "jdbc:sqlite:" + folder.resolve("replicas.db");
  }
}
