package dev.davit.repository.restore;

import dev.davit.repository.index.Location;

/** A blob and where it goes. */
record Piece(Location from, Entry to, long position) {}
