package dev.davit.audit;

import dev.davit.audit.evidence.Signer;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.worker.RepositoryDoor;
import java.time.InstantSource;

/**
 * What the use cases share.
 *
 * @param process unique among all processes that work on one repository
 */
public record Workplace(
    RepositoryDoor repositories,
    Signer signer,
    Transactions transactions,
    InstantSource clock,
    String process) {}
