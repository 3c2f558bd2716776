#include "server-stub/sqlite_store.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <format>
#include <limits>

namespace castellan::server {

namespace {

constexpr std::int64_t application_id = 0x43617374; // "Cast"
constexpr std::int64_t schema_version = 5;

constexpr char const* schema = R"(
        CREATE TABLE changes (
            seq           INTEGER PRIMARY KEY,
            at            INTEGER NOT NULL,
            actor         TEXT NOT NULL,
            kind          TEXT NOT NULL,
            body          TEXT NOT NULL,
            previous_hash BLOB NOT NULL,
            hash          BLOB NOT NULL
        ) STRICT;
        CREATE INDEX changes_by_kind ON changes (kind);
        CREATE TRIGGER changes_are_not_altered BEFORE UPDATE ON changes
            BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;
        CREATE TRIGGER changes_are_not_removed BEFORE DELETE ON changes
            BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;

        CREATE TABLE about (thing TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (thing, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, world BLOB NOT NULL) STRICT;

        CREATE TABLE passwords (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE sessions  (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE answers   (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE settings  (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    )";

// What came with forms 2 to 5, for new stores and older ones alike.
constexpr char const* schema_since_1 = R"(
        CREATE TABLE IF NOT EXISTS second_factors (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS invitations    (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS devices        (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS files          (id TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS webhooks       (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS deliveries     (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS credentials    (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS pins           (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS terminals      (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS terminal_changes (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    )";

// Commits wait for the disk; a checkpoint comes every 16 MB, so that its scattered writes are few.
constexpr char const* writer_settings = R"(
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -4096;
        PRAGMA foreign_keys = ON;
        PRAGMA trusted_schema = OFF;
    )";

constexpr char const* reader_settings = R"(
        PRAGMA query_only = ON;
        PRAGMA cache_size = -2048;
        PRAGMA trusted_schema = OFF;
    )";

// By SecretTable.
constexpr std::array<std::string_view, secret_table_count> secret_tables = {
    "passwords", "sessions", "answers", "settings", "second_factors", "invitations", "devices", "webhooks", "deliveries",
    "credentials", "pins", "terminals", "terminal_changes"};

constexpr std::string_view read_sql =
    "SELECT seq, at, actor, kind, body, previous_hash, hash FROM changes WHERE seq >= ?1 ORDER BY seq LIMIT ?2";

/// The statement for a filter: walks the index of the first thing, or of the kind, or the log itself, backwards.
/// Places: 1 before, 2 limit, 3 kind, from 4 the things.
std::string back_sql(EntryFilter const& filter)
{
    std::string sql = "SELECT c.seq, c.at, c.actor, c.kind, c.body, c.previous_hash, c.hash FROM ";
    if (filter.about.empty())
        sql += "changes AS c WHERE c.seq < ?1";
    else
        sql += "about AS a CROSS JOIN changes AS c ON c.seq = a.seq WHERE a.thing = ?4 AND a.seq < ?1";
    for (std::size_t i = 1; i < filter.about.size(); ++i)
        sql += std::format(" AND EXISTS (SELECT 1 FROM about WHERE thing = ?{} AND seq = c.seq)", 4 + i);
    if (!filter.kind.empty())
        sql += " AND c.kind = ?3";
    return sql + (filter.about.empty() ? " ORDER BY c.seq" : " ORDER BY a.seq") + " DESC LIMIT ?2";
}

std::int64_t signed_number(std::uint64_t number)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(std::min(number, most));
}

std::span<std::byte const> bytes_of(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

bool copy_hash(std::span<std::byte const> from, Hash& to)
{
    if (from.size() != to.size())
        return false;
    std::ranges::copy(from, to.begin());
    return true;
}

/// Prepares one after the other and remembers the first failure, so that a struct of statements is filled in a row.
class Preparing {
public:
    explicit Preparing(Database& database) : database_(database) {}

    bool into(std::optional<Statement>& statement, std::string_view sql)
    {
        auto prepared = database_.prepare(sql);
        if (prepared)
            statement = *std::move(prepared);
        else
            error_ = std::move(prepared.error());
        return statement.has_value();
    }

    SqliteError const& error() const { return error_; }

private:
    Database& database_;
    SqliteError error_;
};

SqliteResult<std::optional<std::string>> problem_of_contents(Database& database)
{
    auto const id = database.number("PRAGMA application_id");
    if (!id)
        return std::unexpected(id.error());
    auto const version = database.number("PRAGMA user_version");
    if (!version)
        return std::unexpected(version.error());
    if (*id != application_id)
        return "The file is a database, but not one of Castellan's.";
    if (*version > schema_version)
        return std::format(
            "The data was written by a newer version of Castellan (form {}, this one knows {}). Use that one.",
            *version, schema_version);
    return std::nullopt;
}

SqliteResult<void> create_schema(Database& database)
{
    auto const statement =
        std::format("BEGIN IMMEDIATE; PRAGMA application_id = {}; PRAGMA user_version = {}; {} {} COMMIT;", application_id,
                    schema_version, schema, schema_since_1);
    return database.run(statement.c_str());
}

/// A store of an older version gets what has come since, in one transaction.
SqliteResult<void> bring_up_to_date(Database& database)
{
    auto const version = database.number("PRAGMA user_version");
    if (!version)
        return std::unexpected(version.error());
    if (*version >= schema_version)
        return {};
    auto const statement =
        std::format("BEGIN IMMEDIATE; PRAGMA user_version = {}; {} COMMIT;", schema_version, schema_since_1);
    return database.run(statement.c_str());
}

} // namespace

struct SqliteStore::Writer {
    explicit Writer(Database opened) : database(std::move(opened)) {}

    SqliteResult<void> prepare()
    {
        Preparing preparing(database);
        bool good = preparing.into(begin, "BEGIN IMMEDIATE") && preparing.into(commit, "COMMIT") &&
                    preparing.into(insert_entry, "INSERT INTO changes (seq, at, actor, kind, body, previous_hash, hash)"
                                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)") &&
                    preparing.into(insert_about, "INSERT OR IGNORE INTO about (thing, seq) VALUES (?1, ?2)") &&
                    preparing.into(insert_snapshot, "INSERT OR REPLACE INTO snapshots (seq, world) VALUES (?1, ?2)") &&
                    preparing.into(put_file, "INSERT OR REPLACE INTO files (id, content) VALUES (?1, ?2)") &&
                    preparing.into(take_file, "DELETE FROM files WHERE id = ?1") &&
                    preparing.into(delete_snapshots, "DELETE FROM snapshots WHERE seq < ?1");
        for (std::size_t table = 0; good && table < secret_table_count; ++table) {
            auto const name = secret_tables[table];
            good = preparing.into(put[table],
                                  std::format("INSERT OR REPLACE INTO {} (key, value) VALUES (?1, ?2)", name)) &&
                   preparing.into(take[table], std::format("DELETE FROM {} WHERE key = ?1", name));
        }
        if (!good)
            return std::unexpected(preparing.error());
        return {};
    }

    SqliteResult<void> write(Batch const& batch);
    SqliteResult<void> write(Entry const& entry);
    SqliteResult<void> write(SecretWrite const& secret);
    SqliteResult<void> write(FileWrite const& file);
    SqliteResult<void> write(Snapshot const& snapshot);

    Database database;
    std::optional<Statement> begin, commit, insert_entry, insert_about, insert_snapshot, delete_snapshots, put_file, take_file;
    std::array<std::optional<Statement>, secret_table_count> put, take;
};

struct SqliteStore::Reader {
    explicit Reader(Database opened) : database(std::move(opened)) {}

    SqliteResult<void> prepare()
    {
        Preparing preparing(database);
        bool const good = preparing.into(last, "SELECT coalesce(max(seq), 0) FROM changes") &&
                          preparing.into(read, read_sql) &&
                          preparing.into(last_snapshot, "SELECT coalesce(max(seq), -1) FROM snapshots");
        if (!good)
            return std::unexpected(preparing.error());
        return {};
    }

    Database database;
    std::optional<Statement> last, read, last_snapshot;
};

SqliteStore::SqliteStore(std::unique_ptr<Writer> writer, std::unique_ptr<Reader> reader, Report report)
    : writer_(std::move(writer)),
      reader_(std::move(reader)),
      report_(std::move(report))
{
}

SqliteStore::~SqliteStore() = default;

std::expected<std::unique_ptr<SqliteStore>, std::string> SqliteStore::open(std::filesystem::path const& file,
                                                                           Report report)
{
    auto const failed = [&](SqliteError const& error) {
        return std::unexpected(std::format("{}: {}", file.string(), error.sentence()));
    };

    auto opened = Database::open(file, Database::Mode::create);
    if (!opened)
        return failed(opened.error());
    auto writer = std::make_unique<Writer>(*std::move(opened));
    auto const tables = writer->database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return failed(tables.error());
    if (auto const set = writer->database.run(writer_settings); !set)
        return failed(set.error());
    if (*tables == 0)
        if (auto const created = create_schema(writer->database); !created)
            return failed(created.error());
    auto const problem = problem_of_contents(writer->database);
    if (!problem)
        return failed(problem.error());
    if (*problem)
        return std::unexpected(std::format("{}: {}", file.string(), **problem));
    if (auto const renewed = bring_up_to_date(writer->database); !renewed)
        return failed(renewed.error());
    if (auto const prepared = writer->prepare(); !prepared)
        return failed(prepared.error());

    auto second = Database::open(file, Database::Mode::write);
    if (!second)
        return failed(second.error());
    auto reader = std::make_unique<Reader>(*std::move(second));
    if (auto const set = reader->database.run(reader_settings); !set)
        return failed(set.error());
    if (auto const prepared = reader->prepare(); !prepared)
        return failed(prepared.error());
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(writer), std::move(reader), std::move(report)));
}

StoreError SqliteStore::told(SqliteError const& error)
{
    if (report_)
        report_(error.sentence());
    switch (error.primary()) {
    case SQLITE_CONSTRAINT:
        return StoreError::conflict;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return StoreError::damaged;
    default:
        return StoreError::unavailable;
    }
}

// Writing

std::expected<void, StoreError> SqliteStore::append(Batch const& batch)
{
    auto const written = writer_->write(batch);
    if (written)
        return {};
    if (writer_->database.in_transaction())
        if (auto const undone = writer_->database.run("ROLLBACK"); !undone)
            told(undone.error());
    return std::unexpected(told(written.error()));
}

SqliteResult<void> SqliteStore::Writer::write(Batch const& batch)
{
    if (auto const begun = begin->run(); !begun)
        return begun;
    for (auto const& entry : batch.entries)
        if (auto const written = write(entry); !written)
            return written;
    for (auto const& secret : batch.secrets)
        if (auto const written = write(secret); !written)
            return written;
    for (auto const& file : batch.files)
        if (auto const written = write(file); !written)
            return written;
    if (batch.snapshot)
        if (auto const written = write(*batch.snapshot); !written)
            return written;
    return commit->run();
}

SqliteResult<void> SqliteStore::Writer::write(Entry const& entry)
{
    auto const number = signed_number(entry.number);
    insert_entry->bind(1, number);
    insert_entry->bind(2, static_cast<std::int64_t>(entry.at));
    insert_entry->bind(3, std::string_view(entry.actor));
    insert_entry->bind(4, std::string_view(entry.kind));
    insert_entry->bind(5, std::string_view(entry.body));
    insert_entry->bind(6, std::span(entry.previous_hash));
    insert_entry->bind(7, std::span(entry.hash));
    if (auto const written = insert_entry->run(); !written)
        return written;
    for (auto const& thing : entry.about) {
        insert_about->bind(1, std::string_view(thing));
        insert_about->bind(2, number);
        if (auto const written = insert_about->run(); !written)
            return written;
    }
    return {};
}

SqliteResult<void> SqliteStore::Writer::write(SecretWrite const& secret)
{
    auto const table = static_cast<std::size_t>(secret.table);
    auto& statement = secret.value ? *put[table] : *take[table];
    statement.bind(1, std::string_view(secret.key));
    if (secret.value)
        statement.bind(2, bytes_of(*secret.value));
    return statement.run();
}

SqliteResult<void> SqliteStore::Writer::write(FileWrite const& file)
{
    auto& statement = file.content ? *put_file : *take_file;
    statement.bind(1, std::string_view(file.id));
    if (file.content)
        statement.bind(2, bytes_of(*file.content));
    return statement.run();
}

SqliteResult<void> SqliteStore::Writer::write(Snapshot const& snapshot)
{
    auto const number = signed_number(snapshot.number);
    delete_snapshots->bind(1, number);
    if (auto const deleted = delete_snapshots->run(); !deleted)
        return deleted;
    insert_snapshot->bind(1, number);
    insert_snapshot->bind(2, bytes_of(snapshot.world));
    return insert_snapshot->run();
}

// Reading

std::expected<std::uint64_t, StoreError> SqliteStore::last_number()
{
    Reset const reset(*reader_->last);
    auto const row = reader_->last->step();
    if (!row)
        return std::unexpected(told(row.error()));
    return static_cast<std::uint64_t>(reader_->last->number(0));
}

SqliteResult<std::vector<Entry>> SqliteStore::entries(Statement& statement)
{
    Reset const reset(statement);
    std::vector<Entry> found;
    std::size_t bytes = 0;
    while (bytes < read_bytes_most) {
        auto const row = statement.step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return found;
        Entry entry{
            .number = static_cast<std::uint64_t>(statement.number(0)),
            .at = statement.number(1),
            .actor = std::string(statement.text(2)),
            .kind = std::string(statement.text(3)),
            .body = std::string(statement.text(4)),
        };
        if (!copy_hash(statement.bytes(5), entry.previous_hash) || !copy_hash(statement.bytes(6), entry.hash))
            return std::unexpected(
                SqliteError{SQLITE_CORRUPT, std::format("entry {} has no proper hash", entry.number)});
        bytes += entry.body.size();
        found.push_back(std::move(entry));
    }
    return found;
}

std::expected<std::vector<Entry>, StoreError> SqliteStore::read(std::uint64_t from, std::size_t limit)
{
    auto& statement = *reader_->read;
    statement.bind(1, signed_number(from));
    statement.bind(2, signed_number(limit));
    return entries(statement).transform_error([this](SqliteError const& error) { return told(error); });
}

std::expected<std::vector<Entry>, StoreError> SqliteStore::read_back(std::uint64_t before, std::size_t limit,
                                                                     EntryFilter const& filter)
{
    auto statement = reader_->database.prepare(back_sql(filter));
    if (!statement)
        return std::unexpected(told(statement.error()));
    statement->bind(1, signed_number(before));
    statement->bind(2, signed_number(limit));
    if (!filter.kind.empty())
        statement->bind(3, std::string_view(filter.kind));
    for (int place = 4; auto const& thing : filter.about)
        statement->bind(place++, std::string_view(thing));
    return entries(*statement).transform_error([this](SqliteError const& error) { return told(error); });
}

std::expected<std::optional<Snapshot>, StoreError> SqliteStore::latest_snapshot()
{
    std::int64_t number = 0;
    {
        Reset const reset(*reader_->last_snapshot);
        auto const row = reader_->last_snapshot->step();
        if (!row)
            return std::unexpected(told(row.error()));
        number = reader_->last_snapshot->number(0);
    }
    if (number < 0)
        return std::nullopt;
    auto world = reader_->database.blob("snapshots", "world", number);
    if (!world)
        return std::unexpected(told(world.error()));
    return Snapshot{static_cast<std::uint64_t>(number), *std::move(world)};
}

std::expected<std::vector<KeyValue>, StoreError> SqliteStore::secrets(SecretTable table)
{
    auto statement = reader_->database.prepare(
        std::format("SELECT key, value FROM {}", secret_tables[static_cast<std::size_t>(table)]));
    if (!statement)
        return std::unexpected(told(statement.error()));
    std::vector<KeyValue> found;
    while (true) {
        auto const row = statement->step();
        if (!row)
            return std::unexpected(told(row.error()));
        if (!*row)
            return found;
        found.emplace_back(statement->text(0), statement->text(1));
    }
}

std::expected<std::optional<std::string>, StoreError> SqliteStore::file(std::string_view id)
{
    auto statement = reader_->database.prepare("SELECT content FROM files WHERE id = ?1");
    if (!statement)
        return std::unexpected(told(statement.error()));
    statement->bind(1, id);
    auto const row = statement->step();
    if (!row)
        return std::unexpected(told(row.error()));
    return *row ? std::optional{std::string{statement->text(0)}} : std::nullopt;
}

std::expected<std::vector<std::string>, StoreError> SqliteStore::files()
{
    auto statement = reader_->database.prepare("SELECT id FROM files");
    if (!statement)
        return std::unexpected(told(statement.error()));
    std::vector<std::string> found;
    while (true) {
        auto const row = statement->step();
        if (!row)
            return std::unexpected(told(row.error()));
        if (!*row)
            return found;
        found.emplace_back(statement->text(0));
    }
}

std::optional<std::string> SqliteStore::damage()
{
    auto const verdict = reader_->database.text("PRAGMA integrity_check(1)");
    if (!verdict)
        return verdict.error().sentence();
    return *verdict == "ok" ? std::nullopt : std::optional(*verdict);
}

bool SqliteStore::limit_size_for_tests(std::int64_t pages)
{
    return writer_->database.run(std::format("PRAGMA max_page_count = {}", pages).c_str()).has_value();
}

// Files

std::expected<void, std::string> check_store_file(std::filesystem::path const& file)
{
    auto const failed = [&](std::string_view sentence) {
        return std::unexpected(std::format("{}: {}", file.string(), sentence));
    };
    auto database = Database::open(file, Database::Mode::read);
    if (!database)
        return failed(database.error().sentence());
    auto const problem = problem_of_contents(*database);
    if (!problem)
        return failed(problem.error().sentence());
    if (*problem)
        return failed(**problem);
    auto const verdict = database->text("PRAGMA integrity_check(1)");
    if (!verdict)
        return failed(verdict.error().sentence());
    if (*verdict != "ok")
        return failed(std::format("The file is damaged: {}.", *verdict));
    return {};
}

std::expected<void, std::string> back_up(std::filesystem::path const& database, std::filesystem::path const& to)
{
    std::error_code error;
    if (std::filesystem::exists(to, error))
        return std::unexpected(
            std::format("{} is there already. Choose another name; a backup never replaces one.", to.string()));
    auto source = Database::open(database, Database::Mode::write);
    if (!source)
        return std::unexpected(source.error().sentence());
    if (auto const problem = problem_of_contents(*source); !problem || *problem)
        return std::unexpected(problem ? **problem : problem.error().sentence());

    auto const part = std::filesystem::path(to).concat(".part");
    std::filesystem::remove(part, error);
    auto const copied = Database::open(part, Database::Mode::create).and_then([&](Database target) {
        // The copy is one plain file: not WAL, whose side files would be forgotten.
        return source->copy_to(target).and_then([&] { return target.run("PRAGMA journal_mode = DELETE"); });
    });
    if (!copied) {
        std::filesystem::remove(part, error);
        return std::unexpected(copied.error().sentence());
    }
    if (auto const checked = check_store_file(part); !checked)
        return checked;
    std::filesystem::rename(part, to, error);
    if (error)
        return std::unexpected(std::format("The backup can't be named {}: {}.", to.string(), error.message()));
    return {};
}

} // namespace castellan::server
