package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.MemoryWorkStore;
import dev.davit.kit.testing.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class MemoryWorkStoreTest extends AdmissionSuite {
  private final SettableClock clock = new SettableClock(AT);
  private final List<Envelope> said = new ArrayList<>();
  private MemoryWorkStore memory;

  @Override
  MemoryWorkStore newStore() {
    memory = new MemoryWorkStore("/test", clock, said::add);
    return memory;
  }

  @Override
  void inTransaction(Transactions.Action action) {
    try {
      action.run(null);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  List<String> said() {
    return said.stream().map(Envelope::name).toList();
  }

  @Override
  void advance(Duration by) {
    clock.advance(by);
  }

  @Override
  String waits(RunId of) {
    return memory.waits(of);
  }
}
