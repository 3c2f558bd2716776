#include "service/trail.hpp"

#include "rules/kinds.hpp"
#include "rules/permission.hpp"
#include "rules/sight.hpp"
#include "service/answer.hpp"
#include "service/trail_walk.hpp"
#include "wire/codec.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <limits>
#include <map>

namespace castellan {

namespace {

constexpr auto day_ms = Instant{24} * 60 * 60 * 1000;
constexpr auto beginning = std::numeric_limits<std::uint64_t>::max() >> 1U; // behind the newest entry

constexpr auto effects = std::to_array<std::string_view>({"allow", "after", "deny", "not_now", "refused"});

enum class EndOfDay : std::uint8_t { no, yes };

/// "2026-11-21T08:00:00Z", or "2026-11-21".
std::expected<std::optional<Instant>, wire::WireError> instant_in(wire::Query const& query, std::string_view name,
                                                                  EndOfDay end_of_day)
{
    auto const text = query.text(name);
    if (text.empty())
        return std::nullopt;
    if (auto const instant = wire::instant_of(text))
        return instant;
    if (auto const midnight = wire::instant_of(std::format("{}T00:00:00Z", text)))
        return end_of_day == EndOfDay::yes ? *midnight + day_ms - 1 : *midnight;
    return std::unexpected(wire::WireError{std::string{name}, "must be a day or an instant, like `2026-11-21` or `2026-11-21T08:00:00Z`"});
}

/// Where a page goes on: behind so many shown entries of an instant, or behind an entry that was not shown.
struct Position {
    std::uint64_t before = beginning;
    Instant at = 0;
    std::uint64_t shown = 0; // of that instant already
};

std::optional<std::uint64_t> number_in(std::string_view digits)
{
    auto number = std::uint64_t{0};
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || number > beginning)
        return std::nullopt;
    return number;
}

/// Nothing if the text is none of ours.
std::optional<Position> position_in(std::string_view text, Cursor const& cursor)
{
    if (text.empty())
        return Position{};
    if (text.starts_with('~')) {
        auto const opened = cursor.open(text);
        auto const number = opened ? number_in(*opened) : std::nullopt;
        return number ? std::optional{Position{.before = *number}} : std::nullopt;
    }
    auto const dash = text.find('-');
    if (dash == text.npos)
        return std::nullopt;
    auto const at = number_in(text.substr(0, dash));
    auto const shown = number_in(text.substr(dash + 1));
    if (!at || !shown || *shown == 0)
        return std::nullopt;
    return Position{.at = static_cast<Instant>(*at), .shown = *shown};
}

Response unreadable()
{
    return problem(Trouble::not_durable, "The audit trail can't be read just now.");
}

} // namespace

std::expected<TrailFilter, wire::WireError> trail_filter(wire::Query const& query)
{
    auto filter = TrailFilter{};
    filter.stored.kind = query.text("kind");
    for (auto const name : {"user", "thing", "safe", "asset"}) {
        if (auto const id = query.text(name); !id.empty())
            filter.stored.about.emplace_back(id);
    }
    filter.effect = query.text("effect");
    if (!filter.effect.empty() && !std::ranges::contains(effects, filter.effect))
        return std::unexpected(wire::WireError{"effect", "must be allow, after, deny, not_now or refused"});
    auto const from = instant_in(query, "from", EndOfDay::no);
    if (!from)
        return std::unexpected(from.error());
    auto const to = instant_in(query, "to", EndOfDay::yes);
    if (!to)
        return std::unexpected(to.error());
    filter.from = *from;
    filter.to = *to;
    return filter;
}

Response trail_page(World const& world, UserId viewer, Store& store, Cursor const& cursor, wire::Query const& query,
                    Reading reading, ChainCheck const* check)
{
    auto const limit = query.number("limit", 1, trail_rows_most, trail_rows);
    if (!limit)
        return problem(limit.error());
    auto const filter = trail_filter(query);
    if (!filter)
        return problem(filter.error());
    auto const position = position_in(query.text("before"), cursor);
    if (!position)
        return problem(wire::WireError{"before", "is none that was given here, or too old; begin again without it"});
    auto const reader = TrailReader{world, viewer, reading};
    if (!reader.reads_anything()) {
        auto const& row = row_of(reader.needed());
        return problem(Decision{.effect = Effect::deny, .rule = row.refusal_rule, .reason = row.refusal});
    }

    // That something was found would tell of a safe that is hidden.
    if (auto const safe = query.text("safe"); !safe.empty() && !sees(world, viewer, world.safes.find(safe)))
        return problem(Decision{.hidden = true});
    auto accounts = reader.accounts();
    if (auto const account = query.text("account"); !account.empty()) {
        if (!std::ranges::contains(accounts, account))
            return problem(Decision{.hidden = true});
        accounts = {std::string{account}};
    }

    auto before = position->before;
    auto latest = filter->to;
    if (position->shown > 0)
        latest = std::min(latest.value_or(position->at), position->at);
    if (latest) {
        auto const last = last_at(store, *latest);
        if (!last)
            return unreadable();
        before = std::min(before, *last + 1);
    }

    auto walk = TrailWalk{store, filter->stored,
                          reader.reads_everywhere() ? std::vector<std::string>{} : accounts, before};
    auto page = wire::AuditPage{};
    if (check != nullptr) {
        page.broken = check->is_broken();
        page.verified = wire::When{reader.reads_whole_organization() ? check->at() : check->whole_until()};
        if (reader.reads_whole_organization())
            page.verified_number = static_cast<std::int64_t>(check->number());
    }
    auto looked_at = std::size_t{0};
    auto bytes_shown = std::size_t{0};
    auto same_instant = std::uint64_t{0}; // how many of the instant at hand were shown, on former pages too
    auto instant = position->at;
    for (;;) {
        auto const entry = walk.next();
        if (!entry)
            return unreadable();
        if (!*entry || (filter->from && (*entry)->at < *filter->from))
            return json_answer(wire::encode(page));
        ++looked_at;
        if (auto shown = reader.cut(*filter, **entry)) {
            same_instant = (*entry)->at == instant ? same_instant + 1 : 1;
            instant = (*entry)->at;
            if (instant == position->at && same_instant <= position->shown)
                continue;
            // There is more: what was shown last says where.
            if (std::ssize(page.entries) == *limit || bytes_shown >= trail_bytes_most) {
                auto const& last = page.entries.back().at.at;
                auto const of_last = last == instant ? same_instant - 1 : 0;
                auto count = of_last;
                if (last != instant) {
                    count = static_cast<std::uint64_t>(
                        std::ranges::count_if(page.entries, [&](auto const& row) { return row.at.at == last; }));
                    count += last == position->at ? position->shown : 0;
                }
                page.before = std::format("{}-{}", last, count);
                return json_answer(wire::encode(page));
            }
            bytes_shown += shown->change.text.size() + shown->before.text.size() + shown->after.text.size();
            page.entries.push_back(std::move(*shown));
        }
        if (looked_at >= entries_looked_at_most || walk.bytes_read() >= bytes_looked_at_most) {
            page.before = cursor.seal(std::to_string((*entry)->number));
            return json_answer(wire::encode(page));
        }
    }
}

Response usage_page(World const& world, UserId viewer, Store& store, Cursor const& cursor, wire::Query const& query, Instant now)
{
    auto const reader = TrailReader{world, viewer};
    if (!reader.reads_anything()) {
        auto const& row = row_of(reader.needed());
        return problem(Decision{.effect = Effect::deny, .rule = row.refusal_rule, .reason = row.refusal});
    }
    auto const account = std::string{query.text("account")};
    if (!std::ranges::contains(reader.accounts(), account))
        return problem(Decision{.hidden = true});
    auto const position = position_in(query.text("before"), cursor);
    if (!position || position->shown > 0)
        return problem(wire::WireError{"before", "is none that was given here, or too old; begin again without it"});

    auto const filter = TrailFilter{.stored = {.about = {account}, .kind = {}}, .effect = "allow", .from = now - usage_ms, .to = {}};
    auto walk = TrailWalk{store, filter.stored, {account}, position->before};
    auto used = std::map<std::string, PermissionSet>{};
    auto before = std::string{};
    for (auto looked_at = std::size_t{0};;) {
        auto const entry = walk.next();
        if (!entry)
            return unreadable();
        if (!*entry || (*entry)->at < *filter.from)
            break;
        auto const shown = reader.cut(filter, **entry);
        auto const kind = shown ? kind_named(shown->kind) : std::nullopt;
        if (auto const permission = kind ? permission_for(*kind) : std::nullopt; permission && world.users.find(shown->actor))
            used[shown->actor].add(*permission);
        if (++looked_at >= entries_looked_at_most || walk.bytes_read() >= bytes_looked_at_most) {
            before = cursor.seal(std::to_string((*entry)->number));
            break;
        }
    }
    auto page = wire::UsagePage{.used = {}, .before = std::move(before)};
    for (auto const& [user, permissions] : used) {
        auto& row = page.used.emplace_back(wire::Used{.user = user, .permissions = {}});
        for (std::size_t at = 0; at < permission_count; ++at) {
            if (permissions.has(static_cast<Permission>(at)))
                row.permissions.emplace_back(name_of(static_cast<Permission>(at)));
        }
    }
    return json_answer(wire::encode(page));
}

} // namespace castellan
