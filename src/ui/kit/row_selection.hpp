// Which rows of a table are chosen, by keys that belong to the things and not to their places: sorting and filtering
// leave the choice alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace castellan::ui {

class RowSelection {
public:
    [[nodiscard]] bool empty() const { return keys_.empty(); }
    [[nodiscard]] std::size_t size() const { return keys_.size(); }
    [[nodiscard]] bool has(std::uint64_t key) const;
    /// Ascending.
    [[nodiscard]] std::span<std::uint64_t const> keys() const { return keys_; }
    /// Another number after each change, for what is worked out from the choice.
    [[nodiscard]] unsigned version() const { return version_; }

    void set(std::uint64_t key, bool chosen);
    void assign(std::vector<std::uint64_t> keys);
    void clear();
    /// Only what is still there.
    void keep_only(std::vector<std::uint64_t> keys);

    friend bool operator==(RowSelection const& one, RowSelection const& other) { return one.keys_ == other.keys_; }

private:
    std::vector<std::uint64_t> keys_;
    unsigned version_ = 0;
};

} // namespace castellan::ui
