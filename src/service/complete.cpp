#include "service/complete.hpp"

#include <algorithm>
#include <format>
#include <string>
#include <variant>

namespace castellan {

namespace {

using wire::WireError;
using Problem = std::optional<WireError>;

constexpr std::size_t name_most = 200; // characters, after trimming
constexpr std::size_t phone_least_digits = 3;

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

void trim(std::string& text)
{
    static constexpr auto blanks = std::string_view{" \t\r\n"};
    auto const last = text.find_last_not_of(blanks);
    text.erase(last == text.npos ? 0 : last + 1);
    text.erase(0, std::min(text.find_first_not_of(blanks), text.size()));
}

/// Characters that a reader doesn't see, or that turn the others around: names that look alike could be told apart by
/// nobody. ASCII's controls were looked at when the text was read (wire/schema.hpp), and are here again for the set-up.
bool has_unseen_characters(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const byte = [&](std::size_t more) {
            return at + more < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[at + more])) : 0U;
        };
        if (byte(0) < 0x20 || byte(0) == 0x7F)
            return true;
        if (byte(0) == 0xC2 && byte(1) <= 0x9F)
            return true; // U+0080 to U+009F
        if ((byte(0) & 0xF0U) != 0xE0U)
            continue;
        auto const code = ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
        if ((code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
            (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF)
            return true;
    }
    return false;
}

Problem check_line(std::string const& text, std::string path)
{
    if (has_unseen_characters(text))
        return WireError{std::move(path), "must not contain control or invisible characters"};
    return std::nullopt;
}

Problem check_name(std::string& name, std::string path)
{
    trim(name);
    if (auto problem = check_line(name, path))
        return problem;
    if (name.empty())
        return WireError{std::move(path), "must not be empty"};
    if (characters(name) > name_most)
        return WireError{std::move(path), "must have at most 200 characters"};
    return std::nullopt;
}

/// one address, one person. Letters outside ASCII look like those within.
Problem check_email(std::string& email, std::string path)
{
    trim(email);
    auto const at = email.find('@');
    auto const fits = at != email.npos && at > 0 && email.find('@', at + 1) == email.npos && at + 1 < email.size() &&
                      email.find_first_of(" \t,;<>\"()[]\\") == email.npos && email.back() != '.' &&
                      email[at + 1] != '.' && email.find("..") == email.npos &&
                      std::ranges::all_of(email, [](char letter) { return letter > ' ' && letter < '\x7f'; });
    if (!fits)
        return WireError{std::move(path), "must be an e-mail address, like `name@place.example`"};
    return std::nullopt;
}

/// A phone may be left empty: not everybody has one.
Problem check_phone(std::string& phone, std::string path)
{
    trim(phone);
    if (phone.empty())
        return std::nullopt;
    auto digits = std::size_t{0};
    for (std::size_t at = 0; at < phone.size(); ++at) {
        auto const letter = phone[at];
        if (letter >= '0' && letter <= '9')
            ++digits;
        else if (!(letter == '+' && at == 0) && std::string_view{" -()./"}.find(letter) == std::string_view::npos)
            return WireError{std::move(path), "must be a telephone number: digits, blanks, `+ - ( ) . /`"};
    }
    if (digits < phone_least_digits || digits > 20)
        return WireError{std::move(path), "must be a telephone number of 3 to 20 digits"};
    return std::nullopt;
}

struct Complete {
    Random& random;
    std::string fields; // "fields." or ""

    void fill_in(std::string& id, std::string_view prefix) const
    {
        if (id.empty())
            id = random_id(random, prefix);
    }

    Problem person(std::string const& at, std::string& id, std::string& name, std::string& email, std::string& phone) const
    {
        fill_in(id, "u");
        if (auto problem = check_name(name, at + "name"))
            return problem;
        if (auto problem = check_email(email, at + "email"))
            return problem;
        return check_phone(phone, at + "phone");
    }

    Problem required_name(std::optional<std::string>& name, std::string_view member) const
    {
        if (!name)
            return WireError{fields + std::string{member}, "must be given"};
        return check_name(*name, fields + std::string{member});
    }

    Problem optional_name(std::optional<std::string>& name, std::string_view member) const
    {
        return name ? check_name(*name, fields + std::string{member}) : std::nullopt;
    }

    Problem operator()(CreateUser& c) const { return person("", c.user, c.name, c.email, c.phone); }

    Problem operator()(ImportUsers& c) const
    {
        for (std::size_t at = 0; at < c.rows.size(); ++at) {
            auto& row = c.rows[at];
            if (auto problem = person(std::format("rows[{}].", at), row.user, row.name, row.email, row.phone))
                return problem;
        }
        return std::nullopt;
    }

    Problem operator()(EditUser& c) const
    {
        if (auto problem = optional_name(c.fields.name, "name"))
            return problem;
        if (c.fields.email) {
            if (auto problem = check_email(*c.fields.email, fields + "email"))
                return problem;
        }
        return c.fields.phone ? check_phone(*c.fields.phone, fields + "phone") : std::nullopt;
    }

    Problem operator()(EditSelf& c) const { return optional_name(c.fields.name, "name"); }

    Problem addresses(GroupFields& given) const
    {
        if (!given.notification_emails)
            return std::nullopt;
        auto& emails = *given.notification_emails;
        for (std::size_t at = 0; at < emails.size(); ++at) {
            if (auto problem = check_email(emails[at], std::format("{}notification_emails[{}]", fields, at)))
                return problem;
        }
        return std::nullopt;
    }

    Problem operator()(CreateGroup& c) const
    {
        fill_in(c.group, "g");
        if (auto problem = required_name(c.fields.name, "name"))
            return problem;
        return addresses(c.fields);
    }

    Problem operator()(EditGroup& c) const
    {
        if (auto problem = optional_name(c.fields.name, "name"))
            return problem;
        return addresses(c.fields);
    }

    Problem operator()(RegisterSafe& c) const
    {
        fill_in(c.safe, "s");
        if (auto problem = required_name(c.fields.name, "name"))
            return problem;
        return optional_name(c.fields.serial, "serial");
    }

    Problem operator()(EditSafe& c) const { return optional_name(c.fields.name, "name"); }

    Problem optional_line(std::optional<std::string> const& text, std::string path) const
    {
        return text ? check_line(*text, std::move(path)) : std::nullopt;
    }

    Problem labels(AssetFields const& given) const
    {
        if (auto problem = optional_line(given.tag, fields + "tag"))
            return problem;
        return optional_line(given.lot, fields + "lot");
    }

    Problem operator()(CreateAsset& c) const
    {
        fill_in(c.asset, "x");
        if (auto problem = required_name(c.fields.kind, "kind"))
            return problem;
        return labels(c.fields);
    }

    Problem operator()(EditAsset& c) const
    {
        if (auto problem = optional_name(c.fields.kind, "kind"))
            return problem;
        return labels(c.fields);
    }

    Problem operator()(EnrollAsset& c) const { return optional_line(c.tag, "tag"); }
    Problem operator()(UpgradeSafe& c) const { return optional_line(c.version, "version"); }

    template <class Other>
    Problem operator()(Other&) const
    {
        return std::nullopt;
    }
};

} // namespace

std::optional<WireError> complete(Change& change, Random& random, FieldsAt fields_at)
{
    return std::visit(Complete{random, fields_at == FieldsAt::fields ? "fields." : ""}, change);
}

} // namespace castellan
