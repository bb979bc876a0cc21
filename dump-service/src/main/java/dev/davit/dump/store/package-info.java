/** SQL on dump-service's own tables. */
package dev.davit.dump.store;
