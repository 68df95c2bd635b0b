package io.guestkit.inspect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases that sqlite3 writes, against what it reads in them. */
class SqliteDatabaseTest {
  private static final String TABLE =
      """
      CREATE TABLE other(x, y);
      INSERT INTO other VALUES (1, 2);
      CREATE TABLE "my table" (id INTEGER PRIMARY KEY, a, [b, c], "d", CHECK (a <> ','));
      INSERT INTO "my table"
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
        SELECT i * 7 - 20,
          CASE i % 8 WHEN 0 THEN NULL WHEN 1 THEN i % 2 WHEN 2 THEN -i * 1000000007 WHEN 3 THEN i / 3.0
            WHEN 4 THEN i * 23058430092136939 WHEN 5 THEN -i * 30000 WHEN 6 THEN x'' ELSE '' END,
          randomblob(CASE WHEN i % 40 = 0 THEN i * 317 ELSE i * 3 END),
          substr('Déjà vu 日本語 𝄞 ' || hex(randomblob(i)), 1, i)
        FROM n;
      DELETE FROM "my table" WHERE id % 3 = 0;
      UPDATE "my table" SET d = d || d WHERE id % 5 = 0;
      ALTER TABLE "my table" ADD COLUMN e;
      INSERT INTO "my table" VALUES (-9000000000, 1, x'00', 'first', 'e'), (9000000000, 0, x'01', 'last', 5);
      """;

  @TempDir private Path folder;
  private Path database;

  @BeforeEach
  void name() {
    Tool.require("sqlite3");
    database = folder.resolve("a.db");
  }

  /** Feeds sqlite3 in the folder, its commands with a dot included. */
  private String sqlite(Path file, String script) throws IOException {
    Path input = folder.resolve("script.sql");
    Files.writeString(input, script);
    return Tool.shell("cd '%s' && sqlite3 -batch -bail '%s' < script.sql".formatted(folder, file));
  }

  private static String said(String column) {
    return "CASE typeof(%1$s) WHEN 'real' THEN 'R' || hex(ieee754_to_blob(%1$s)) ELSE quote(%1$s) END"
        .formatted(column);
  }

  /** Returns what sqlite3 reads, a line for each row. */
  private List<String> theySay(Path file) throws IOException {
    String query =
        "SELECT rowid || ' ' || %s || ' ' || %s || ' ' || hex([b, c]) || ' ' || quote(d) || ' ' || %s FROM \"my table\" ORDER BY rowid;"
            .formatted(said("id"), said("a"), said("e"));
    return sqlite(file, query).lines().toList();
  }

  private static String value(SqliteRow row, int column) throws IOException {
    return switch (row.type(column)) {
      case NULL -> "NULL";
      case INTEGER -> "" + row.integer(column).orElseThrow();
      case REAL -> "R%016X".formatted(Double.doubleToRawLongBits(row.real(column).orElseThrow()));
      case TEXT -> "'" + row.text(column).orElseThrow() + "'";
      case BLOB -> "X'" + hex(bytes(row.blob(column).orElseThrow())) + "'";
    };
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
  }

  /** The rows of a table as lines, and what of it is damaged. */
  private static final class Lines implements SqliteTable.RowSink {
    private final SqliteTable table;
    private final List<String> rows = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();

    Lines(SqliteTable table) {
      this.table = table;
    }

    @Override
    public void row(SqliteRow row) throws IOException {
      rows.add(
          row.number()
              + " "
              + value(row, column("ID"))
              + " "
              + value(row, column("a"))
              + " "
              + hex(bytes(row.blob(column("b, c")).orElseThrow()))
              + " "
              + value(row, column("d"))
              + " "
              + value(row, column("e")));
    }

    private int column(String name) {
      return table.column(name).orElseThrow();
    }

    @Override
    public void damaged(ImageException reason) {
      damaged.add(reason.getMessage());
    }
  }

  private static Lines read(SqliteFiles files) throws IOException {
    Lines lines = new Lines(SqliteDatabase.open(files).table("MY table").orElseThrow());
    lines.table.each(lines);
    return lines;
  }

  private static Optional<BlockSource> source(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(Sources.memory(Files.readAllBytes(file)))
        : Optional.empty();
  }

  private static SqliteFiles files(Path file) throws IOException {
    return new SqliteFiles(
        source(file).orElseThrow(),
        source(Path.of(file + "-wal")),
        source(Path.of(file + "-journal")));
  }

  private List<String> weSay(Path file) throws IOException {
    Lines lines = read(files(file));
    assertThat(lines.damaged).isEmpty();
    return lines.rows;
  }

  @ParameterizedTest
  @CsvSource({
    "512, UTF-8, NONE, 0",
    "1024, UTF-16le, FULL, 0",
    "2048, UTF-16be, INCREMENTAL, 16",
    "4096, UTF-8, FULL, 0",
    "8192, UTF-8, NONE, 255",
    "16384, UTF-16le, NONE, 0",
    "32768, UTF-8, INCREMENTAL, 32",
    "65536, UTF-16be, NONE, 0"
  })
  void readsWhatSqliteWrites(int pageSize, String encoding, String vacuum, int reserved)
      throws IOException {
    sqlite(
        database,
        ".filectrl reserve_bytes %d\nPRAGMA page_size = %d; PRAGMA encoding = '%s'; PRAGMA auto_vacuum = %s;\n"
                .formatted(reserved, pageSize, encoding, vacuum)
            + TABLE);
    byte[] header = Files.readAllBytes(database);
    assertThat(header[20] & 0xff).isEqualTo(reserved);
    assertThat(ByteBuffer.wrap(header).getShort(16) & 0xffff).isEqualTo(pageSize % 65535);

    assertThat(weSay(database)).hasSize(269).isEqualTo(theySay(database));
  }

  /**
   * Runs a script on the table, and keeps the files as they are before the last connection ends.
   */
  private Path interrupted(String script) throws IOException {
    Files.createDirectory(folder.resolve("copy"));
    sqlite(
        database,
        script
            + "\n.shell cp a.db copy; cp a.db-wal a.db-journal copy 2> /dev/null; true\nROLLBACK;");
    return folder.resolve("copy/a.db");
  }

  private static final String WITH_LOG =
      "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;";

  @ParameterizedTest
  @CsvSource({"512", "4096", "65536"})
  void readsTheTransactionsOfTheLog(int pageSize) throws IOException {
    sqlite(database, "PRAGMA page_size = %d;".formatted(pageSize) + TABLE);
    List<String> before = weSay(database);
    Path copy =
        interrupted(
            WITH_LOG
                + """
                UPDATE "my table" SET a = 'in the log';
                PRAGMA wal_checkpoint(RESTART);
                UPDATE "my table" SET d = 'x' WHERE id % 2 = 0;
                DELETE FROM "my table" WHERE id % 11 = 0;
                INSERT INTO "my table" VALUES (77, 7, zeroblob(100000), '', NULL);
                PRAGMA cache_size = 1;
                BEGIN;
                UPDATE "my table" SET a = 'not committed', d = d || d;
                """);
    assertThat(Files.size(Path.of(copy + "-wal"))).isPositive();

    List<String> rows = weSay(copy);
    assertThat(rows).isNotEqualTo(before).isEqualTo(theySay(copy));
  }

  /** Writes the checksums of a log in the other byte order, and leaves its content. */
  private static void turnChecksums(Path wal) throws IOException {
    byte[] bytes = Files.readAllBytes(wal);
    ByteBuffer log = ByteBuffer.wrap(bytes);
    log.putInt(0, log.getInt(0) ^ 1);
    int pageSize = log.getInt(8);
    int[] sums = new int[2];
    seal(log, sums, 0, 24, 24);
    for (int frame = 32; frame < bytes.length; frame += 24 + pageSize) {
      add(log, sums, frame, 8);
      seal(log, sums, frame + 24, pageSize, frame + 16);
    }
    Files.write(wal, bytes);
  }

  private static void seal(ByteBuffer log, int[] sums, int from, int length, int at) {
    add(log, sums, from, length);
    log.order(ByteOrder.BIG_ENDIAN).putInt(at, sums[0]).putInt(at + 4, sums[1]);
  }

  private static void add(ByteBuffer log, int[] sums, int from, int length) {
    log.order((log.get(3) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int at = from; at < from + length; at += 8) {
      sums[0] += log.getInt(at) + sums[1];
      sums[1] += log.getInt(at + 4) + sums[0];
    }
    log.order(ByteOrder.BIG_ENDIAN);
  }

  @Test
  void readsALogOfTheOtherByteOrder() throws IOException {
    sqlite(database, TABLE);
    List<String> before = weSay(database);
    Path copy = interrupted(WITH_LOG + "UPDATE \"my table\" SET a = 1; BEGIN;");
    turnChecksums(Path.of(copy + "-wal"));

    List<String> rows = weSay(copy);
    assertThat(rows).isNotEqualTo(before).isEqualTo(theySay(copy));
  }

  /** Cut, and with one bit changed, wherever: what counts is what is sound before it. */
  @Test
  void aLogThatIsDamagedCountsUpToThere() throws IOException {
    sqlite(database, "PRAGMA page_size = 1024;" + TABLE);
    Path copy =
        interrupted(
            WITH_LOG
                + "UPDATE \"my table\" SET a = 1; UPDATE \"my table\" SET a = 2; UPDATE \"my table\" SET a = 3; BEGIN;");
    Path wal = Path.of(copy + "-wal");
    byte[] log = Files.readAllBytes(wal);
    byte[] file = Files.readAllBytes(copy);
    List<String> results = new ArrayList<>();
    for (int at : new int[] {3, 10, 16, 30, log.length / 3, log.length / 2, log.length - 1}) {
      byte[] damaged = log.clone();
      damaged[at] ^= 0x10;
      Files.write(wal, damaged);
      results.add(weSay(copy).toString());
      assertThat(results.getLast()).as("bit at %d", at).isEqualTo(theySay(copy).toString());
      Files.write(copy, file);
      Files.write(wal, Arrays.copyOf(log, at));
      results.add(weSay(copy).toString());
      assertThat(results.getLast()).as("cut at %d", at).isEqualTo(theySay(copy).toString());
      Files.write(copy, file);
    }
    assertThat(results.stream().distinct()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"512", "4096"})
  void takesBackATransactionThatDidNotEnd(int pageSize) throws IOException {
    sqlite(database, "PRAGMA page_size = %d;".formatted(pageSize) + TABLE);
    List<String> before = weSay(database);
    Path copy =
        interrupted(
            """
            PRAGMA journal_mode = DELETE;
            PRAGMA cache_size = 1;
            BEGIN;
            UPDATE "my table" SET a = 'not committed', d = d || d;
            DELETE FROM "my table" WHERE id % 2 = 1;
            INSERT INTO "my table" VALUES (77, 7, zeroblob(1000000), '', NULL);
            """);
    SqliteFiles files = files(copy);
    Lines half = read(SqliteFiles.of(files.database()));
    assertThat(half.rows).isNotEqualTo(before);

    assertThat(weSay(copy)).isEqualTo(before).isEqualTo(theySay(copy));
  }

  @Test
  void aJournalWhoseTransactionEndedChangesNothing() throws IOException {
    sqlite(database, TABLE);
    Path copy = interrupted("PRAGMA journal_mode = PERSIST; UPDATE \"my table\" SET a = 1; BEGIN;");
    assertThat(Files.size(Path.of(copy + "-journal"))).isPositive();

    assertThat(weSay(copy)).isEqualTo(theySay(copy));
  }

  /** Returns the number of the first overflow page of some row. */
  private int firstOverflowPage() throws IOException {
    return Integer.parseInt(
        sqlite(
                database,
                "SELECT pageno FROM dbstat WHERE name = 'my table' AND path LIKE '%+000000' LIMIT 1;")
            .strip());
  }

  @Test
  void aChainInACircleLosesItsRowAlone() throws IOException {
    sqlite(database, "PRAGMA page_size = 512;" + TABLE);
    int page = firstOverflowPage();
    List<String> before = weSay(database);
    byte[] bytes = Files.readAllBytes(database);
    ByteBuffer.wrap(bytes).putInt((page - 1) * 512, page);

    Lines lines = read(SqliteFiles.of(Sources.memory(bytes)));
    assertThat(lines.damaged)
        .containsExactly(
            "page %d of test at offset %d: used a second time".formatted(page, (page - 1) * 512));
    assertThat(before).containsAll(lines.rows).hasSize(lines.rows.size() + 1);
  }

  @Test
  void aFileThatIsCutLosesWhatWasBehind() throws IOException {
    sqlite(database, "PRAGMA page_size = 1024;" + TABLE);
    List<String> before = weSay(database);
    byte[] bytes = Files.readAllBytes(database);

    Lines lines = read(SqliteFiles.of(Sources.memory(Arrays.copyOf(bytes, bytes.length * 3 / 4))));
    assertThat(lines.damaged).isNotEmpty();
    assertThat(lines.rows).isNotEmpty();
    assertThat(before).containsAll(lines.rows);
  }

  @Test
  void tablesThatAreNotThereAndTablesWithoutRowNumbers() throws IOException {
    sqlite(
        database, "CREATE TABLE w(a PRIMARY KEY, b) WITHOUT ROWID; INSERT INTO w VALUES (1, 2);");
    SqliteDatabase opened = SqliteDatabase.open(files(database));

    assertThat(opened.table("x")).isEmpty();
    Lines lines = new Lines(opened.table("w").orElseThrow());
    lines.table.each(lines);
    assertThat(lines.damaged).containsExactly("test: table w is without row numbers");
  }

  private static void readAll(byte[] file, byte[] wal, byte[] journal, ReadSession session)
      throws IOException {
    SqliteFiles files =
        new SqliteFiles(
            new MemorySource("db", file, session),
            wal.length == 0 ? Optional.empty() : Optional.of(new MemorySource("wal", wal, session)),
            journal.length == 0
                ? Optional.empty()
                : Optional.of(new MemorySource("journal", journal, session)));
    SqliteDatabase opened = SqliteDatabase.open(files);
    Optional<SqliteTable> table = opened.table("my table");
    if (table.isPresent()) {
      table
          .get()
          .each(
              new SqliteTable.RowSink() {
                @Override
                public void row(SqliteRow row) throws IOException {
                  for (int column = 0; column < 6; column++) {
                    value(row, column);
                  }
                }

                @Override
                public void damaged(ImageException reason) {
                  assertThat(reason.getMessage()).isNotBlank();
                }
              });
    }
  }

  @Test
  void survivesDamage() throws IOException {
    sqlite(database, "PRAGMA page_size = 512;" + TABLE.replace("< 400", "< 60"));
    Path copy =
        interrupted("PRAGMA cache_size = 1; BEGIN; UPDATE \"my table\" SET a = 'x', d = d || d;");
    byte[] file = Files.readAllBytes(copy);
    byte[] journal = Files.readAllBytes(Path.of(copy + "-journal"));
    Mutations.run(
        file,
        List.of(new int[] {0, 2048}),
        (b, session) -> readAll(b, new byte[0], new byte[0], session));
    Mutations.run(
        journal,
        List.of(new int[] {0, 32}),
        (b, session) -> readAll(file, new byte[0], b, session));
  }

  @Test
  void survivesADamagedLog() throws IOException {
    sqlite(database, "PRAGMA page_size = 512;" + TABLE.replace("< 400", "< 60"));
    Path copy = interrupted(WITH_LOG + "UPDATE \"my table\" SET a = 1; BEGIN;");
    byte[] file = Files.readAllBytes(copy);
    byte[] wal = Files.readAllBytes(Path.of(copy + "-wal"));
    Mutations.run(
        wal, List.of(new int[] {0, 64}), (b, session) -> readAll(file, b, new byte[0], session));
  }
}
