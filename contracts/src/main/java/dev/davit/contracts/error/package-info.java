/**
 * Every error that Davit reports: one table of stable codes, and the exception that carries one.
 * JDK only.
 */
package dev.davit.contracts.error;
