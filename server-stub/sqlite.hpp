// SQLite's C API with owners and results instead of pointers and codes. One connection belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace castellan::server {

/// What SQLite said: its extended code and its words.
struct SqliteError {
    int code = 0;
    std::string words;

    /// The code without its extension: SQLITE_FULL, SQLITE_CORRUPT …
    int primary() const { return code & 0xff; }

    /// A sentence for the operator: what happened, and what to do.
    std::string sentence() const;
};

template <class T>
using SqliteResult = std::expected<T, SqliteError>;

/// A prepared statement. Bound texts and bytes must stay until it was stepped for the last time.
class Statement {
public:
    void bind(int place, std::int64_t value);
    void bind(int place, std::string_view text);
    void bind(int place, std::span<std::byte const> bytes);

    /// Goes to the next row; false when there is none.
    [[nodiscard]] SqliteResult<bool> step();

    /// For statements without rows: steps once and makes ready for the next use.
    [[nodiscard]] SqliteResult<void> run();

    // The row's columns, from 0; valid until the next step.
    std::int64_t number(int column) const;
    std::string_view text(int column) const;
    std::span<std::byte const> bytes(int column) const;

    void reset();

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Makes a statement ready again at the end of a scope, so that no read transaction stays open.
class Reset {
public:
    explicit Reset(Statement& statement) : statement_(statement) {}
    Reset(Reset const&) = delete;
    Reset& operator=(Reset const&) = delete;
    ~Reset() { statement_.reset(); }

private:
    Statement& statement_;
};

class Database {
public:
    enum class Mode : std::uint8_t { read, write, create };

    [[nodiscard]] static SqliteResult<Database> open(std::filesystem::path const& file, Mode mode);

    [[nodiscard]] SqliteResult<Statement> prepare(std::string_view sql);

    /// One or more statements whose rows nobody wants.
    [[nodiscard]] SqliteResult<void> run(char const* sql);

    /// The first column of the first row, 0 without a row.
    [[nodiscard]] SqliteResult<std::int64_t> number(std::string_view sql);
    [[nodiscard]] SqliteResult<std::string> text(std::string_view sql);

    /// The bytes in a column of one row, without SQLite holding a second copy of them.
    [[nodiscard]] SqliteResult<std::string> blob(char const* table, char const* column, std::int64_t row);

    /// Copies the whole database into another, page by page, while others write to it.
    [[nodiscard]] SqliteResult<void> copy_to(Database& target);

    bool in_transaction() const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    explicit Database(sqlite3* database) : database_(database) {}
    SqliteError last_error() const;
    std::unique_ptr<sqlite3, Close> database_;
};

} // namespace castellan::server
