#include "service/memory_store.hpp"

#include <algorithm>

namespace castellan {

std::expected<void, StoreError> MemoryStore::append(Batch const& batch)
{
    if (failing_ > 0) {
        --failing_;
        return std::unexpected(StoreError::unavailable);
    }
    auto next = entries_.size() + 1;
    for (auto const& entry : batch.entries) {
        if (entry.number != next++)
            return std::unexpected(StoreError::conflict);
    }

    entries_.insert(entries_.end(), batch.entries.begin(), batch.entries.end());
    for (auto const& write : batch.secrets) {
        if (write.value)
            table(write.table)[write.key] = *write.value;
        else
            table(write.table).erase(write.key);
    }
    for (auto const& write : batch.files) {
        if (write.content)
            files_[write.id] = *write.content;
        else
            files_.erase(write.id);
    }
    if (batch.snapshot)
        snapshot_ = batch.snapshot;
    return {};
}

std::expected<std::uint64_t, StoreError> MemoryStore::last_number()
{
    if (reads_fail_)
        return std::unexpected(StoreError::unavailable);
    return entries_.size();
}

std::expected<std::vector<Entry>, StoreError> MemoryStore::read(std::uint64_t from, std::size_t limit)
{
    if (reads_fail_)
        return std::unexpected(StoreError::unavailable);
    auto const first = static_cast<std::size_t>(std::min<std::uint64_t>(from == 0 ? 0 : from - 1, entries_.size()));
    auto const most = first + std::min(limit, entries_.size() - first);
    auto found = std::vector<Entry>{};
    auto bytes = std::size_t{0};
    for (auto at = first; at < most && bytes < read_bytes_most; ++at) {
        found.push_back(entries_[at]);
        bytes += entries_[at].body.size();
    }
    return found;
}

std::expected<std::vector<Entry>, StoreError> MemoryStore::read_back(std::uint64_t before, std::size_t limit,
                                                                     EntryFilter const& filter)
{
    if (reads_fail_)
        return std::unexpected(StoreError::unavailable);
    auto found = std::vector<Entry>{};
    auto bytes = std::size_t{0};
    auto at = static_cast<std::size_t>(std::min<std::uint64_t>(before == 0 ? 0 : before - 1, entries_.size()));
    for (; at > 0 && found.size() < limit && bytes < read_bytes_most; --at) {
        auto const& entry = entries_[at - 1];
        auto const is_about = [&](std::string const& id) { return std::ranges::find(entry.about, id) != entry.about.end(); };
        if (!std::ranges::all_of(filter.about, is_about) || (!filter.kind.empty() && entry.kind != filter.kind))
            continue;
        found.push_back(entry);
        bytes += entry.body.size();
    }
    return found;
}

std::expected<std::optional<Snapshot>, StoreError> MemoryStore::latest_snapshot()
{
    if (reads_fail_)
        return std::unexpected(StoreError::unavailable);
    return snapshot_;
}

std::expected<std::vector<KeyValue>, StoreError> MemoryStore::secrets(SecretTable which)
{
    if (reads_fail_)
        return std::unexpected(StoreError::unavailable);
    return std::vector<KeyValue>{table(which).begin(), table(which).end()};
}

std::expected<std::optional<std::string>, StoreError> MemoryStore::file(std::string_view id)
{
    if (reads_fail_)
        return std::unexpected(StoreError::unavailable);
    auto const found = files_.find(id);
    return found == files_.end() ? std::nullopt : std::optional{found->second};
}

std::expected<std::vector<std::string>, StoreError> MemoryStore::files()
{
    if (reads_fail_)
        return std::unexpected(StoreError::unavailable);
    auto ids = std::vector<std::string>{};
    for (auto const& [id, content] : files_)
        ids.push_back(id);
    return ids;
}

} // namespace castellan
