/**
 * The small layer between a store and JDBC: query text, parameters, row mapper; whole transactions
 * that are repeated while PostgreSQL says that repeating helps; wake-ups by {@code NOTIFY}.
 */
package dev.davit.kit.jdbc;
