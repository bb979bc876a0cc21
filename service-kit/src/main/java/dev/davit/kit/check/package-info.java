/** What a service looks at before it starts: configuration that cannot lie, hazards by name. */
package dev.davit.kit.check;
