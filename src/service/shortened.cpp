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

void cut(std::string& text)
{
    if (text.size() <= text_kept)
        return;
    auto end = text_kept;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end; // never in the middle of a character
    text.resize(end);
}
void cut(std::optional<std::string>& text)
{
    if (text)
        cut(*text);
}

/// What was kept as JSON can't be cut in the middle.
void cut_json(std::string& json, std::string_view nothing)
{
    if (json.size() > text_kept)
        json = nothing;
}
void cut_json(std::optional<std::string>& json, std::string_view nothing)
{
    if (json)
        cut_json(*json, nothing);
}

struct Shorten {
    static void people(FirstAdministrators& given)
    {
        cut(given.safes, listed_kept);
        cut(given.profiles, listed_kept);
        cut(given.modules, listed_kept);
    }

    template <class Fields>
    static void texts(Fields& given)
    {
        if constexpr (requires { given.description; })
            cut(given.description);
        if constexpr (requires { given.logo; })
            cut(given.logo);
        if constexpr (requires { given.notification_emails; }) {
            if (given.notification_emails)
                cut(*given.notification_emails, listed_kept);
        }
        if constexpr (requires { given.lot; }) {
            cut(given.kind);
            cut(given.tag);
            cut(given.lot);
        }
        if constexpr (requires { given.text; })
            cut(given.text);
        if constexpr (requires { given.fields; })
            cut_json(given.fields, "[]");
        if constexpr (requires { given.url; }) {
            cut(given.url);
            cut_json(given.settings, "{}");
            if (given.hours)
                cut(*given.hours, listed_kept);
            if (given.exceptions)
                cut(*given.exceptions, listed_kept);
        }
    }

    /// The members that can be long have the same names everywhere; the wire bounds the others.
    template <class C>
    void operator()(C& c) const
    {
        if constexpr (std::is_same_v<C, SetLockSettings>)
            cut_json(c.fields, "{}");
        else if constexpr (requires { c.fields; })
            texts(c.fields);
        if constexpr (requires { c.values; })
            cut_json(c.values, "{}");
        if constexpr (requires { c.groups; })
            cut(c.groups, listed_kept);
        if constexpr (requires { c.administrators; })
            people(c.administrators);
        if constexpr (requires { c.emails; }) {
            cut(c.emails, listed_kept);
            cut(c.invitations, listed_kept);
        }
        if constexpr (requires { c.firmware; }) {
            cut(c.firmware);
            cut(c.detail);
        }
        if constexpr (requires { c.version; })
            cut(c.version);
        if constexpr (requires { c.reason; })
            cut(c.reason);
        if constexpr (requires { c.whom; })
            cut(c.whom);
        if constexpr (requires { c.tag; })
            cut(c.tag);
        if constexpr (requires { c.rows; }) {
            cut(c.rows, rows_kept);
            for (auto& row : c.rows)
                cut(row.groups, listed_kept);
        }
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
