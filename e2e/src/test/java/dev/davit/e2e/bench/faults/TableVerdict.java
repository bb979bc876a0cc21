package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceName;
import dev.davit.contracts.codec.Envelope;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Nothing waits, nothing was set aside, every fire has its run or its miss, the log is whole. */
record TableVerdict(StateTables tables, List<Envelope> said) {
  void check(List<String> violations) throws SQLException, IOException {
    for (ServiceName service : ServiceName.values()) {
      none(service, "waiting to be sent", "select topic || ' ' || key from outbox", violations);
      none(
          service,
          "set aside",
          "select topic || ' ' || code || ' ' || reason from quarantine",
          violations);
      none(
          service,
          "live work",
          """
          select kind || ' of run ' || run || ' is ' || state || coalesce(' of ' || owner, '')
          from work where state in ('waiting', 'ready', 'leased')
          """,
          violations);
    }
    fires(violations);
    eventLog(violations);
  }

  private void none(ServiceName service, String what, String sql, List<String> violations)
      throws SQLException, IOException {
    tables
        .texts(service, sql)
        .forEach(line -> violations.add(service.shortName() + ", " + what + ": " + line));
  }

  /** I2; the schedule's minutes follow one another without a gap. */
  private void fires(List<String> violations) throws SQLException, IOException {
    none(
        ServiceName.SCHEDULER,
        "fire that waits",
        "select system || ' ' || nominal from schedule_fire where waiting",
        violations);
    none(
        ServiceName.SCHEDULER,
        "fires and minutes differ",
        """
        select format('%s: %s recorded of %s', s.system, sum(f.fires),
          extract(epoch from s.next_fire - min(f.nominal)) / 60)
        from schedule s join schedule_fire f using (system) group by s.system, s.next_fire
        having sum(f.fires) <> extract(epoch from s.next_fire - min(f.nominal)) / 60
        """,
        violations);
    none(
        ServiceName.SCHEDULER,
        "fires and runs differ",
        """
        select format('run %s of fires %s', coalesce(r.id, f.run), f.nominal)
        from (select * from schedule_fire where run is not null) f
        full join (select * from run where requester like '%/schedule') r on r.id = f.run
        where r.id is null or f.run is null
        """,
        violations);
    none(
        ServiceName.SCHEDULER,
        "run of several fires",
        "select run || '' from schedule_fire group by run having run is not null and count(*) > 1",
        violations);
  }

  /** I12: everything heard is in the log, once, and each entry holds on to the one before. */
  private void eventLog(List<String> violations) throws SQLException, IOException {
    none(
        ServiceName.AUDIT,
        "the event log is broken",
        """
        select 'at ' || seq from (
          select seq, previous, lag(hash) over (order by seq) before,
            lag(seq) over (order by seq) number from event_log) entry
        where number is not null and (seq <> number + 1 or previous <> before)
        """,
        violations);
    Set<String> recorded =
        new HashSet<>(tables.texts(ServiceName.AUDIT, "select source || ' ' || id from event_log"));
    for (Envelope event : said) {
      if (!event.name().endsWith(".requested")
          && !recorded.contains(event.source() + " " + event.id())) {
        violations.add("not in the event log: " + event.name() + " " + event.id());
      }
    }
  }
}
