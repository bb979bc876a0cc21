/**
 * What Davit knows of the application whose data a database holds: consistency guards, media
 * references, lineage, rewriting of paths, checks of a restored copy.
 */
package dev.davit.postgres.profile;
