/**
 * Davit's server as seen from the command line: REST over HTTP, found by itself where it can be.
 */
package dev.davit.cli.client;
