#include "service/followers.hpp"

#include "wire/view.hpp"

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <limits>

namespace castellan {

namespace {

using wire::Section;

/// Differences of one stay of a follower: a base is a multiple of this.
constexpr unsigned base_shift = 20;

std::uint32_t slot_of(World const& world, Section section, std::string const& id)
{
    return wire::with_handle(section, 0, [&](auto handle) { return world.table_of(handle).find(id).slot; });
}

std::size_t size_of(wire::Touched const& touched)
{
    auto count = std::size_t{0};
    for (auto const& ids : touched.things)
        count += ids.size();
    return count;
}

} // namespace

void Followers::restart()
{
    followers_.clear();
}

/// The same for the same person at the same instant, whatever else has happened in this process.
std::uint64_t Followers::new_base(std::string_view viewer, Instant now) const
{
    auto text = std::string{viewer};
    text += ' ';
    text += std::to_string(now);
    auto digest = std::array<unsigned char, crypto_generichash_BYTES_MIN>{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                       reinterpret_cast<unsigned char const*>(key_.data()), key_.size());
    auto bits = std::uint64_t{0};
    for (std::size_t at = 0; at < 4; ++at)
        bits = bits << 8U | digest[at];
    return (bits + 1) << base_shift;
}

/// Ids have no blanks.
std::string Followers::name_of(std::string_view viewer, std::string_view terminal_group)
{
    auto name = std::string{viewer};
    if (!terminal_group.empty())
        name.append(" ").append(terminal_group);
    return name;
}

std::uint64_t Followers::number_of(World const& world, UserId viewer, Instant now, GroupId terminal)
{
    auto const& id = world.users[viewer].id;
    auto const name = name_of(id, terminal ? std::string_view{world.groups[terminal].id} : std::string_view{});
    auto found = followers_.find(name);
    if (found == followers_.end()) {
        if (followers_.size() >= followers_most)
            forget_longest_unasked();
        auto follower = Follower{.user = viewer, .terminal = terminal, .id = id, .base = new_base(name, now)};
        found = followers_.emplace(name, std::move(follower)).first;
    }
    auto& follower = found->second;
    follower.asked = now;
    return follower.base + follower.notices.size();
}

std::uint64_t Followers::number_at(std::string_view follower, std::uint64_t change) const
{
    auto const found = followers_.find(std::string{follower});
    if (found == followers_.end())
        return 0;
    auto const& notices = found->second.notices;
    auto const behind = std::ranges::upper_bound(notices, change, {}, &Notice::change);
    return found->second.base + static_cast<std::uint64_t>(behind - notices.begin());
}

void Followers::keep_following(std::string_view follower, Instant now)
{
    if (auto const found = followers_.find(std::string{follower}); found != followers_.end())
        found->second.asked = now;
}

void Followers::forget_longest_unasked()
{
    auto const oldest =
        std::ranges::min_element(followers_, {}, [](auto const& entry) { return entry.second.asked; });
    if (oldest != followers_.end())
        followers_.erase(oldest);
}

std::optional<wire::Touched> Followers::since(std::string_view name, std::uint64_t number) const
{
    auto const found = followers_.find(std::string{name});
    if (found == followers_.end())
        return std::nullopt;
    auto const& follower = found->second;
    if (number < follower.base || number > follower.base + follower.notices.size())
        return std::nullopt;
    auto result = wire::Touched{};
    for (auto at = number - follower.base; at < follower.notices.size(); ++at) {
        auto const& things = follower.notices[static_cast<std::size_t>(at)].things;
        if (things.empty())
            return std::nullopt;
        for (auto const& [section, id] : things)
            result.things[static_cast<std::size_t>(section)].push_back(id);
    }
    for (auto& ids : result.things)
        unite(ids);
    return result;
}

// Around a change

std::vector<Followers::Thing> Followers::things_in(World const& world) const
{
    auto things = std::vector<Thing>{};
    for (std::size_t at = 0; at < wire::section_count; ++at) {
        auto const section = static_cast<Section>(at);
        for (auto const& id : touched_.things[at])
            things.push_back({section, &id, slot_of(world, section, id)});
    }
    return things;
}

bool Followers::is_there(World const& world, Follower const& follower)
{
    return world.users.contains(follower.user) && (!follower.terminal || world.groups.contains(follower.terminal));
}

void Followers::look(World const& before, wire::Touched touched)
{
    before_.clear();
    if (followers_.empty())
        return;
    touched_ = std::move(touched);
    if (touched_.everything)
        return;
    wire::note_orders_of_scopes(touched_, before);
    for (auto& ids : touched_.things)
        unite(ids);
    is_large_ = size_of(touched_) > things_compared;
    auto things = things_in(before);
    if (is_large_)
        std::erase_if(things, [](Thing const& thing) { return thing.slot == UserId::none; });
    for (auto const& [name, follower] : followers_) {
        auto const eyes = wire::View{before, follower.user, {}, follower.terminal};
        auto const looks = is_there(before, follower);
        auto seen = std::uint64_t{0};
        for (auto const& thing : things) {
            auto const is_seen = looks && thing.slot != UserId::none && eyes.sees(thing.section, thing.slot);
            if (!is_large_)
                before_.push_back(is_seen ? eyes.version(thing.section, thing.slot) : 0);
            seen += is_seen ? 1 : 0;
        }
        if (is_large_)
            before_.push_back(seen);
    }
}

void Followers::note(World const& after, std::uint64_t change)
{
    if (followers_.empty())
        return;
    if (touched_.everything) {
        // What an organisation or an account does for all of its people is told to all who listen.
        for (auto& [name, follower] : followers_)
            add(follower, {.change = change, .things = {}});
        touched_ = {};
        return;
    }
    is_large_ ? count(after, change) : compare(after, change);

    // Whose own scope changed may see anything differently.
    for (auto& [name, follower] : followers_) {
        if (std::ranges::contains(touched_.scopes, follower.id))
            add(follower, {.change = change, .things = {}});
    }
    touched_ = {};
}

/// Tells each follower of the things that are not what they were for him.
void Followers::compare(World const& after, std::uint64_t change)
{
    auto const things = things_in(after);
    auto at = std::size_t{0};
    for (auto& [name, follower] : followers_) {
        auto const eyes = wire::View{after, follower.user, {}, follower.terminal};
        auto const looks = is_there(after, follower);
        auto notice = Notice{.change = change, .things = {}};
        auto is_his_group = false;
        for (auto const& thing : things) {
            auto const is_seen = looks && thing.slot != UserId::none && eyes.sees(thing.section, thing.slot);
            auto const version = is_seen ? eyes.version(thing.section, thing.slot) : 0;
            if (version == before_[at++])
                continue;
            notice.things.emplace_back(thing.section, *thing.id);
            is_his_group = is_his_group || (follower.terminal && thing.section == Section::groups);
        }
        auto const is_told_everything = std::ranges::contains(touched_.scopes, follower.id);
        if (notice.things.empty() || is_told_everything)
            continue;
        // What is in the group is all that a terminal shows: with it comes what is in that.
        if (is_his_group)
            notice.things.clear();
        add(follower, std::move(notice));
    }
}

/// An import of thousands: who comes to see more of it, or less, is told everything.
void Followers::count(World const& after, std::uint64_t change)
{
    auto things = things_in(after);
    std::erase_if(things, [](Thing const& thing) { return thing.slot == UserId::none; });
    auto looked_at = std::size_t{0};
    auto at = std::size_t{0};
    for (auto& [name, follower] : followers_) {
        auto const former = before_[at++];
        auto const eyes = wire::View{after, follower.user, {}, follower.terminal};
        auto seen = std::uint64_t{0};
        if (looked_at < sights_most && is_there(after, follower)) {
            for (auto const& thing : things) {
                ++looked_at;
                seen += eyes.sees(thing.section, thing.slot) ? 1 : 0;
                if (seen > former)
                    break;
            }
        } else {
            // So many people follow that looking would hold up everybody. That something large happened is then told.
            seen = former + 1;
        }
        if (seen != former && !std::ranges::contains(touched_.scopes, follower.id))
            add(follower, {.change = change, .things = {}});
    }
}

void Followers::add(Follower& follower, Notice notice)
{
    follower.things += notice.things.size() + 1;
    follower.notices.push_back(std::move(notice));
    while (follower.things > things_remembered && follower.notices.size() > 1) {
        follower.things -= follower.notices.front().things.size() + 1;
        follower.notices.pop_front();
        ++follower.base;
    }
}

void Followers::take_back(std::uint64_t change)
{
    for (auto& [name, follower] : followers_) {
        while (!follower.notices.empty() && follower.notices.back().change > change) {
            follower.things -= follower.notices.back().things.size() + 1;
            follower.notices.pop_back();
        }
    }
}

} // namespace castellan
