/** One class per verb: reads its options, asks the server, prints. Exit codes are the design's. */
package dev.davit.cli.verb;
