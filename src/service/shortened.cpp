#include "service/shortened.hpp"

#include <sodium.h>

#include <array>
#include <format>
#include <optional>
#include <variant>
#include <vector>

namespace castellan {

namespace {

constexpr std::size_t rows_kept = 3;
constexpr std::size_t listed_kept = 4;
constexpr std::size_t text_kept = 200; // bytes

template <class Item>
void cut(std::vector<Item>& list, std::size_t most)
{
    if (list.size() > most)
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(most), list.end());
}

void cut(std::optional<std::string>& text)
{
    if (!text || text->size() <= text_kept)
        return;
    auto end = text_kept;
    while (end > 0 && (static_cast<unsigned char>((*text)[end]) & 0xC0U) == 0x80U)
        --end; // never in the middle of a character
    text->resize(end);
}

struct Shorten {
    void operator()(CreateUser& c) const { cut(c.groups, listed_kept); }
    void operator()(ImportUsers& c) const
    {
        cut(c.rows, rows_kept);
        for (auto& row : c.rows)
            cut(row.groups, listed_kept);
    }
    static void fields(GroupFields& given)
    {
        cut(given.description);
        cut(given.logo);
        if (given.notification_emails)
            cut(*given.notification_emails, listed_kept);
    }
    void operator()(CreateGroup& c) const { fields(c.fields); }
    void operator()(EditGroup& c) const { fields(c.fields); }
    void operator()(ReportSafe& c) const
    {
        cut(c.firmware);
        cut(c.detail);
    }
    void operator()(UpgradeSafe& c) const { cut(c.version); }
    void operator()(IssueEmergencyCode& c) const { cut(c.reason); }
    void operator()(UnlockSafe& c) const { cut(c.reason); }
    static void fields(AssetFields& given)
    {
        cut(given.kind);
        cut(given.tag);
        cut(given.lot);
    }
    void operator()(CreateAsset& c) const { fields(c.fields); }
    void operator()(EditAsset& c) const { fields(c.fields); }
    void operator()(EnrollAsset& c) const { cut(c.tag); }

    /// The others are short: the wire bounds their names and addresses.
    template <class Other>
    void operator()(Other&) const
    {
    }
};

} // namespace

Change shortened(Change change)
{
    std::visit(Shorten{}, change);
    return change;
}

std::string shortened_mark(Change const& whole, std::string_view json)
{
    auto digest = std::array<unsigned char, crypto_generichash_BYTES>{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(json.data()), json.size(),
                       nullptr, 0);
    auto hash = std::array<char, 2 * crypto_generichash_BYTES + 1>{};
    sodium_bin2hex(hash.data(), hash.size(), digest.data(), digest.size());
    auto const* import = std::get_if<ImportUsers>(&whole);
    auto const rows = import == nullptr ? std::string{} : std::format("{} rows, ", import->rows.size());
    return std::format("(Shortened here, of {}{} bytes with the BLAKE2b-256 {}.)", rows, json.size(), hash.data());
}

} // namespace castellan
