package dev.davit.dump.model;

/** What a recovery makes or changes at its target; journalled before it is done. */
public enum Made {
  /** A database cluster in a home that had none; the name is the home's path. */
  CLUSTER,
  /** A database that did not exist. */
  DATABASE,
  /** The contents of a database that existed and was empty. */
  CONTENTS,
  /** A database beside the one it will replace; the name is that of the latter. */
  BESIDE,
  /** The exchange of names; the name is the database's own. */
  SWAP,
  /** Letting clients in again, from where there is no way back. */
  OPEN
}
