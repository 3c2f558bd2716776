#include "server-stub/sqlite.hpp"

#include <sqlite3.h>

#include <chrono>
#include <format>
#include <thread>

namespace castellan::server {

namespace {

SqliteError error_of(sqlite3* database)
{
    return {sqlite3_extended_errcode(database), sqlite3_errmsg(database)};
}

} // namespace

std::string SqliteError::sentence() const
{
    switch (primary()) {
    case SQLITE_FULL:
        return "The disk is full. Nothing can be saved until there is room on it.";
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return "The data may only be read. Give this user the right to write to the data directory and its files.";
    case SQLITE_CANTOPEN:
        return "The data can't be opened. Look whether the data directory is there and this user may write to it.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "The data is damaged, or not Castellan's. Keep a copy of it, and restore the latest backup (castellan "
               "restore).";
    case SQLITE_IOERR:
        return std::format("The disk reports an error ({}). Look at the system's log before going on.", words);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "The data is locked by another program.";
    default:
        return std::format("The data store reports: {} ({}).", words, code);
    }
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

void Statement::bind(int place, std::int64_t value)
{
    sqlite3_bind_int64(statement_.get(), place, value);
}

void Statement::bind(int place, std::string_view text)
{
    sqlite3_bind_text64(statement_.get(), place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bind(int place, std::span<std::byte const> bytes)
{
    sqlite3_bind_blob64(statement_.get(), place, bytes.data(), bytes.size(), SQLITE_STATIC);
}

SqliteResult<bool> Statement::step()
{
    switch (sqlite3_step(statement_.get())) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return std::unexpected(error_of(sqlite3_db_handle(statement_.get())));
    }
}

SqliteResult<void> Statement::run()
{
    auto const stepped = step();
    reset();
    if (!stepped)
        return std::unexpected(stepped.error());
    return {};
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const
{
    auto const found = bytes(column);
    return {reinterpret_cast<char const*>(found.data()), found.size()};
}

std::span<std::byte const> Statement::bytes(int column) const
{
    auto const* const data = sqlite3_column_blob(statement_.get(), column);
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return {static_cast<std::byte const*>(data), data == nullptr ? 0 : size};
}

void Statement::reset()
{
    sqlite3_reset(statement_.get());
}

void Database::Close::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

SqliteError Database::last_error() const
{
    return error_of(database_.get());
}

SqliteResult<Database> Database::open(std::filesystem::path const& file, Mode mode)
{
    // NOMUTEX: each connection is one thread's.
    int const flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (mode == Mode::read     ? SQLITE_OPEN_READONLY
                       : mode == Mode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                              : SQLITE_OPEN_READWRITE);
    sqlite3* opened = nullptr;
    auto const code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
    Database database(opened);
    if (code != SQLITE_OK)
        return std::unexpected(SqliteError{code, opened == nullptr ? "out of memory" : sqlite3_errmsg(opened)});
    sqlite3_busy_timeout(opened, 5000);
    return database;
}

SqliteResult<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr) != SQLITE_OK)
        return std::unexpected(last_error());
    return Statement(statement);
}

SqliteResult<void> Database::run(char const* sql)
{
    if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return std::unexpected(last_error());
    return {};
}

SqliteResult<std::int64_t> Database::number(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    auto const row = statement->step();
    if (!row)
        return std::unexpected(row.error());
    return *row ? statement->number(0) : 0;
}

SqliteResult<std::string> Database::text(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    auto const row = statement->step();
    if (!row)
        return std::unexpected(row.error());
    return std::string(*row ? statement->text(0) : "");
}

SqliteResult<std::string> Database::blob(char const* table, char const* column, std::int64_t row)
{
    sqlite3_blob* blob = nullptr;
    if (sqlite3_blob_open(database_.get(), "main", table, column, row, 0, &blob) != SQLITE_OK)
        return std::unexpected(last_error());
    std::string bytes;
    bytes.resize(static_cast<std::size_t>(sqlite3_blob_bytes(blob)));
    auto const code = sqlite3_blob_read(blob, bytes.data(), static_cast<int>(bytes.size()), 0);
    auto const error = last_error();
    sqlite3_blob_close(blob);
    if (code != SQLITE_OK)
        return std::unexpected(error);
    return bytes;
}

SqliteResult<void> Database::copy_to(Database& target)
{
    constexpr int pages_at_once = 1024;
    auto* const backup = sqlite3_backup_init(target.database_.get(), "main", database_.get(), "main");
    if (backup == nullptr)
        return std::unexpected(target.last_error());
    int code = SQLITE_OK;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        code = sqlite3_backup_step(backup, pages_at_once);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (auto const finished = sqlite3_backup_finish(backup); finished != SQLITE_OK)
        return std::unexpected(target.last_error());
    if (code != SQLITE_DONE)
        return std::unexpected(SqliteError{code, sqlite3_errstr(code)});
    return {};
}

bool Database::in_transaction() const
{
    return sqlite3_get_autocommit(database_.get()) == 0;
}

} // namespace castellan::server
