/**
 * Davit as its users have it: the command line, the four services, a broker and a database, each a
 * process of its own. {@code story}: what people do with it; {@code crash}: what may happen
 * meanwhile.
 */
package dev.davit.e2e;
