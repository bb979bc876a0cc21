package dev.davit.contracts.event;

/**
 * Something that has happened. A fact satisfies a need of work that exists; it never starts any.
 */
public sealed interface Fact extends Event permits Answer, RunFact {}
