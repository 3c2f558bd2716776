// The log, snapshots and secrets in one SQLite file: WAL and synchronous=FULL, so that what was appended survives the
// loss of power. One file holds one organisation, so that each can be backed up, moved and deleted by itself; where
// many share a database, their key is (organization, seq).
#pragma once

#include "server-stub/sqlite.hpp"
#include "service/store.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace castellan::server {

class SqliteStore final : public Store {
public:
    /// Told in a sentence for the operator what went wrong, each time something does; maybe on the writer's thread.
    using Report = std::function<void(std::string_view)>;

    /// Opens the file, making it if there is none. The problem, as a sentence: damaged, not Castellan's, made by a
    /// newer version, not to be written to. Hold the DataDirectory's lock meanwhile.
    [[nodiscard]] static std::expected<std::unique_ptr<SqliteStore>, std::string>
    open(std::filesystem::path const& file, Report report);
    ~SqliteStore() override;

    [[nodiscard]] std::expected<void, StoreError> append(Batch const& batch) override;
    [[nodiscard]] std::expected<std::uint64_t, StoreError> last_number() override;
    [[nodiscard]] std::expected<std::vector<Entry>, StoreError> read(std::uint64_t from, std::size_t limit) override;
    [[nodiscard]] std::expected<std::vector<Entry>, StoreError> read_back(std::uint64_t before, std::size_t limit,
                                                                          EntryFilter const& filter) override;
    [[nodiscard]] std::expected<std::optional<Snapshot>, StoreError> latest_snapshot() override;
    [[nodiscard]] std::expected<std::vector<KeyValue>, StoreError> secrets(SecretTable table) override;
    [[nodiscard]] std::expected<std::optional<std::string>, StoreError> file(std::string_view id) override;
    [[nodiscard]] std::expected<std::vector<std::string>, StoreError> files() override;

    /// SQLite's own check of the whole file: nothing, or what is wrong.
    [[nodiscard]] std::optional<std::string> damage();

    /// Lets the file grow to so many pages only: how a test fills the disk.
    [[nodiscard]] bool limit_size_for_tests(std::int64_t pages);

private:
    struct Writer;
    struct Reader;
    SqliteStore(std::unique_ptr<Writer> writer, std::unique_ptr<Reader> reader, Report report);

    StoreError told(SqliteError const& error);
    [[nodiscard]] SqliteResult<std::vector<Entry>> entries(Statement& statement);

    std::unique_ptr<Writer> writer_; // used by `append` alone
    std::unique_ptr<Reader> reader_; // used by everything else
    Report report_;
};

/// Copies the store of a data directory, in use or not, into a new file. The problem, as a sentence.
[[nodiscard]] std::expected<void, std::string> back_up(std::filesystem::path const& database,
                                                       std::filesystem::path const& to);

/// Looks whether a file is a store that this version can read. The problem, as a sentence.
[[nodiscard]] std::expected<void, std::string> check_store_file(std::filesystem::path const& file);

} // namespace castellan::server
