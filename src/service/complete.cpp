#include "service/complete.hpp"

#include "model/world.hpp"
#include "service/new_ids.hpp"
#include "service/webhook_fields.hpp"
#include "wire/change_json.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <string>
#include <variant>
#include <vector>

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

/// What ids of a kind begin with, so that people tell them apart at sight.
std::string_view prefix_of(wire::Section section)
{
    static constexpr auto prefixes = std::to_array<std::string_view>(
        {"a", "u", "g", "s", "x", "d", "t", "p", "f", "c", "m", "r", "h", "k", "w", "i"});
    static_assert(prefixes.size() == wire::section_count);
    return prefixes[static_cast<std::size_t>(section)];
}

struct Complete {
    Random& random;
    std::string fields; // "fields." or ""

    Problem person(std::string const& at, std::string& name, std::string& email, std::string& phone) const
    {
        if (auto problem = check_name(name, at + "name"))
            return problem;
        if (auto problem = check_email(email, at + "email"))
            return problem;
        return check_phone(phone, at + "phone");
    }

    Problem optional_name(std::optional<std::string>& name, std::string_view member) const
    {
        return name ? check_name(*name, fields + std::string{member}) : std::nullopt;
    }

    // Every creation needs a name, every edit may bring one.

    template <class Fields>
    Problem line_fields(Fields& given) const
    {
        if constexpr (requires { given.name; }) {
            if (auto problem = optional_name(given.name, "name"))
                return problem;
        }
        if constexpr (requires { given.serial; }) {
            if (auto problem = optional_name(given.serial, "serial"))
                return problem;
        }
        if constexpr (requires { given.kind; }) {
            if (auto problem = optional_name(given.kind, "kind"))
                return problem;
        }
        if constexpr (requires { given.email; }) {
            if (auto problem = given.email ? check_email(*given.email, fields + "email") : std::nullopt)
                return problem;
        }
        if constexpr (requires { given.phone; }) {
            if (auto problem = given.phone ? check_phone(*given.phone, fields + "phone") : std::nullopt)
                return problem;
        }
        if constexpr (requires { given.notification_emails; }) {
            if (auto problem = addresses(given))
                return problem;
        }
        if constexpr (requires { given.tag; }) {
            if (auto problem = optional_line(given.tag, fields + "tag"))
                return problem;
        }
        if constexpr (requires { given.lot; }) {
            if (auto problem = optional_line(given.lot, fields + "lot"))
                return problem;
        }
        if constexpr (requires { given.fields; }) {
            if (auto problem = check_form(given.fields, "fields"))
                return problem;
        }
        if constexpr (requires { given.patient_fields; }) {
            if (auto problem = check_form(given.patient_fields, "patient_fields"))
                return problem;
            if (auto problem = check_form(given.user_fields, "user_fields"))
                return problem;
        }
        if constexpr (requires { given.url; }) {
            if (auto problem = optional_line(given.url, fields + "url"))
                return problem;
        }
        return std::nullopt;
    }

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

    /// What is kept from now on can be asked (model/form.hpp).
    Problem check_form(std::optional<std::string> const& form, std::string_view member) const
    {
        auto decoded = form ? wire::decode_form(*form) : std::vector<FieldDefinition>{};
        return decoded ? std::nullopt : Problem{wire::within(fields + std::string{member}, std::move(decoded.error()))};
    }

    Problem optional_line(std::optional<std::string> const& text, std::string path) const
    {
        return text ? check_line(*text, std::move(path)) : std::nullopt;
    }

    Problem check(CreateUser& c) const { return person("", c.name, c.email, c.phone); }

    Problem check(ImportUsers& c) const
    {
        for (std::size_t at = 0; at < c.rows.size(); ++at) {
            auto& row = c.rows[at];
            if (auto problem = person(std::format("rows[{}].", at), row.name, row.email, row.phone))
                return problem;
        }
        return std::nullopt;
    }

    /// M-7: one address a line. All bad and repeated lines are named at once.
    Problem check(SendInvitation& c) const
    {
        auto named = std::string{};
        auto seen = std::vector<std::string>{};
        for (std::size_t at = 0; at < c.emails.size(); ++at) {
            auto const name = [&](std::string_view what) {
                named += std::format("{}line {} {}", named.empty() ? "" : "; ", at + 1, what);
            };
            if (check_email(c.emails[at], {}))
                name("is no e-mail address");
            else if (std::ranges::contains(seen, lowered(c.emails[at])))
                name("repeats another");
            else
                seen.push_back(lowered(c.emails[at]));
        }
        if (!named.empty())
            return WireError{"emails", "has bad lines: " + named};
        if (c.emails.size() != c.invitations.size())
            return WireError{"invitations", "must have one id for each e-mail"};
        return std::nullopt;
    }

    Problem check(AcceptInvitation& c) const { return c.name.empty() ? std::nullopt : check_name(c.name, "name"); }
    Problem check(EnrollAsset& c) const { return optional_line(c.tag, "tag"); }
    /// Who opens a safe by a code says why: it is all that the trail will have.
    Problem check(IssueEmergencyCode& c) const
    {
        if (c.reason)
            trim(*c.reason);
        if (!c.reason || c.reason->empty())
            return WireError{"reason", "must be given"};
        return check_line(*c.reason, "reason");
    }
    Problem check(UpgradeSafe& c) const { return optional_line(c.version, "version"); }
    Problem check(UnlockDoorFor& c) const { return optional_line(c.whom, "whom"); }
    Problem check(ActOnPatient& c) const { return c.fields.text ? check_name(*c.fields.text, fields + "text") : std::nullopt; }
    Problem check(CreateCustomRole& c) const { return check_name(c.name, "name"); }
    Problem check(EditCustomRole& c) const { return c.name ? check_name(*c.name, "name") : std::nullopt; }
    Problem check(CreateProfile& c) const { return check_name(c.name, "name"); }
    Problem check(EditProfile& c) const { return c.name ? check_name(*c.name, "name") : std::nullopt; }
    Problem check(RegisterSafe& c) const { return made(c.fields); }
    Problem check(CreateAsset& c) const
    {
        if (!c.fields.kind)
            return WireError{fields + "kind", "must be given"};
        return line_fields(c.fields);
    }
    Problem check(CreateAccount& c) const { return made(c.fields); }
    Problem check(CreateGroup& c) const { return made(c.fields); }
    Problem check(CreateDoor& c) const { return made(c.fields); }
    Problem check(CreateTeam& c) const { return made(c.fields); }
    Problem check(CreatePatient& c) const { return made(c.fields); }
    Problem check(CreateModule& c) const { return made(c.fields); }
    template <class Handle>
    Problem check(CreateIntegration<Handle>& c) const
    {
        auto problem = made(c.fields);
        if constexpr (std::is_same_v<Handle, WebhookId>)
            return problem ? problem : check_webhook(c.fields, fields, true);
        return problem;
    }
    Problem check(EditWebhook& c) const
    {
        auto problem = line_fields(c.fields);
        return problem ? problem : check_webhook(c.fields, fields, false);
    }

    template <class Fields>
    Problem made(Fields& given) const
    {
        if (!given.name)
            return WireError{fields + "name", "must be given"};
        return line_fields(given);
    }

    template <class Other>
    Problem check(Other& c) const
    {
        if constexpr (requires { c.fields.name; } || requires { c.fields.kind; })
            return line_fields(c.fields);
        else
            return std::nullopt;
    }

    void fill_in(Change& change) const
    {
        // Who accepts is known to the service (`user` is for somebody whom nobody knows yet).
        if (std::holds_alternative<AcceptInvitation>(change))
            return;
        if (auto* act = std::get_if<ActOnPatient>(&change); act != nullptr && act->action.empty())
            act->action = random_id(random, "n");
        if (auto* send = std::get_if<SendInvitation>(&change); send != nullptr && send->invitations.empty())
            send->invitations.resize(send->emails.size());
        for_each_new_id(change, [this]<class Handle>(Handle, std::string& id) {
            if (id.empty())
                id = random_id(random, prefix_of(wire::section_of_handle<Handle>));
        });
    }
};

} // namespace

std::optional<WireError> complete(Change& change, Random& random, FieldsAt fields_at)
{
    auto const completed = Complete{random, fields_at == FieldsAt::fields ? "fields." : ""};
    // Blank lines are no lines (M-7); each of the others becomes an invitation.
    if (auto* send = std::get_if<SendInvitation>(&change); send != nullptr && send->invitations.empty())
        std::erase_if(send->emails, [](std::string& line) { return trim(line), line.empty(); });
    completed.fill_in(change);
    return std::visit([&](auto& c) { return completed.check(c); }, change);
}

} // namespace castellan
