package dev.davit.media.model;

import java.time.Instant;

/** What a directory itself looks like, whatever it holds. */
public record DirectoryLook(int mode, int uid, int gid, Instant mtime) {}
