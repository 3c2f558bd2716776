// A store in memory: for tests, and for the offline demonstration.
#pragma once

#include "service/store.hpp"

#include <map>

namespace castellan {

class MemoryStore final : public Store {
public:
    [[nodiscard]] std::expected<void, StoreError> append(Batch const& batch) override;
    [[nodiscard]] std::expected<std::uint64_t, StoreError> last_number() override;
    [[nodiscard]] std::expected<std::vector<Entry>, StoreError> read(std::uint64_t from, std::size_t limit) override;
    [[nodiscard]] std::expected<std::vector<Entry>, StoreError> read_back(std::uint64_t before, std::size_t limit,
                                                                          EntryFilter const& filter) override;
    [[nodiscard]] std::expected<std::optional<Snapshot>, StoreError> latest_snapshot() override;
    [[nodiscard]] std::expected<std::vector<KeyValue>, StoreError> secrets(SecretTable table) override;
    [[nodiscard]] std::expected<std::optional<std::string>, StoreError> file(std::string_view id) override;
    [[nodiscard]] std::expected<std::vector<std::string>, StoreError> files() override;

    /// The next so many appends fail, and reading too if asked: faults on purpose.
    void fail_appends(int times) { failing_ = times; }
    void fail_reads(bool failing) { reads_fail_ = failing; }

    /// For tests of tampering.
    [[nodiscard]] std::vector<Entry>& entries() { return entries_; }
    [[nodiscard]] std::map<std::string, std::string>& table(SecretTable table)
    {
        return tables_[static_cast<std::size_t>(table)];
    }

private:
    std::vector<Entry> entries_;
    std::optional<Snapshot> snapshot_;
    std::array<std::map<std::string, std::string>, secret_table_count> tables_;
    std::map<std::string, std::string, std::less<>> files_;
    int failing_ = 0;
    bool reads_fail_ = false;
};

} // namespace castellan
