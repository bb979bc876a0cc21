/**
 * What only a long run tells, each by its name: {@code ./davit bench NAME}. A benchmark prints what
 * it measured, its seed, and whether what it promises held; its exit code is 0 only then.
 */
package dev.davit.e2e.bench;
