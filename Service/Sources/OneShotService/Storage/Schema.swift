import GRDB

/// The tables, as they came to be.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: first) }
    return migrator
  }

  /// Numbers are never used again (AUTOINCREMENT): what a client keeps of an example is never another one.
  private static let first = """
    CREATE TABLE networks (
      digest TEXT PRIMARY KEY NOT NULL,
      file BLOB NOT NULL
    ) STRICT;
    CREATE TABLE recognizers (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT UNIQUE NOT NULL,
      -- the network that it brought; none: that of the service
      own TEXT REFERENCES networks(digest),
      -- the network that the embeddings are of
      digest TEXT NOT NULL,
      -- null: those of the network
      source TEXT,
      rejection REAL,
      verification REAL
    ) STRICT;
    CREATE TABLE classes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recognizer INTEGER NOT NULL REFERENCES recognizers(id) ON DELETE CASCADE,
      label TEXT NOT NULL,
      UNIQUE (recognizer, label)
    ) STRICT;
    CREATE TABLE examples (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      class INTEGER NOT NULL REFERENCES classes(id) ON DELETE CASCADE,
      -- seconds since 1970
      created INTEGER NOT NULL,
      -- null: the recogniser came without pictures
      type TEXT,
      picture BLOB,
      embedding BLOB NOT NULL
    ) STRICT;
    CREATE INDEX examples_class ON examples(class);
    CREATE TABLE results (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      created INTEGER NOT NULL,
      name TEXT,
      seed INTEGER NOT NULL,
      tasks INTEGER NOT NULL,
      correct INTEGER NOT NULL,
      network INTEGER NOT NULL
    ) STRICT;
    """
}
