#include "ui/screens/preview.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/access_view.hpp"
#include "ui/screens/words.hpp"
#include "wire/change_json.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

/// Each costs a copy of the world.
constexpr auto looked_at_most = std::size_t{12};
constexpr auto people_shown = std::size_t{4};
constexpr auto text_most = std::size_t{90};

std::string verbs_of(PermissionSet permissions)
{
    auto text = std::string{};
    auto count = std::int64_t{0};
    for (auto const& line : lines_of(permissions)) {
        text += (text.empty() ? "" : "; ") + line.manager + ": " + line.verbs;
        count += 1 + static_cast<std::int64_t>(std::ranges::count(line.verbs, ','));
    }
    return text.size() <= text_most ? text : tr_n("{} permission", "{} permissions", count);
}

/// Where the same is gained, or lost, is told of together.
using Places = std::vector<std::pair<PermissionSet, std::vector<std::string>>>;

void add(Places& places, PermissionSet permissions, std::string where)
{
    if (permissions.empty())
        return;
    auto found = std::ranges::find(places, permissions, &Places::value_type::first);
    if (found == places.end())
        found = places.insert(places.end(), {permissions, {}});
    if (!std::ranges::contains(found->second, where))
        found->second.push_back(std::move(where));
}

std::vector<std::string> said_of(Places const& places)
{
    auto lines = std::vector<std::string>{};
    for (auto const& [permissions, where] : places)
        lines.push_back(verbs_of(permissions) + " · " + listed(where, 3));
    return lines;
}

struct Sums {
    UserId user;
    Places gained;
    Places lost;
};

void line(Ui& ui, Tone tone, std::string_view word, std::vector<std::string> const& lines)
{
    if (lines.empty())
        return;
    badge(ui, tone, word);
    for (auto const& text : lines)
        muted(ui, text);
}

} // namespace

PreviewView preview_view(Seen const& seen, std::span<Change const> changes)
{
    auto sums = std::vector<Sums>{};
    for (auto const& change : changes.first(std::min(changes.size(), looked_at_most))) {
        for (auto const& shift : effects_of(seen.world, seen.me, change, seen.now)) {
            if (!seen.world.users.contains(shift.user) || (shift.user != seen.me && !is_listed(seen, shift.user)))
                continue;
            auto at = std::ranges::find(sums, shift.user, &Sums::user);
            if (at == sums.end())
                at = sums.insert(sums.end(), Sums{.user = shift.user, .gained = {}, .lost = {}});
            auto const where = name_of(seen.world, shift.on);
            add(at->gained, shift.gained, where);
            add(at->lost, shift.lost, where);
        }
    }
    auto view = PreviewView{.left_out = changes.size() - std::min(changes.size(), looked_at_most)};
    for (auto const& one : sums) {
        view.gaining += one.gained.empty() ? 0 : 1;
        view.losing += one.lost.empty() ? 0 : 1;
        view.people.push_back({seen.world.users[one.user].name, said_of(one.gained), said_of(one.lost)});
    }
    put_in_order(view.people, [](PreviewPerson const& one, PreviewPerson const& other) {
        return one.losses.empty() == other.losses.empty() ? comes_before(one.name, other.name) : other.losses.empty();
    });
    return view;
}

void preview(Ui& ui, Seen const& seen, std::span<Change const> changes, PreviewState& state)
{
    auto key = std::string{};
    for (auto const& change : changes)
        key += wire::encode_change(seen.world, change);
    auto const& view = state.view.get({seen.generation, std::move(key)}, [&] { return preview_view(seen, changes); });
    if (view.people.empty())
        return;
    heading(ui, tr("What this changes"), 3);
    auto counts = view.gaining > 0 ? tr_n("{} person gains permissions", "{} people gain permissions", view.gaining) : std::string{};
    if (view.losing > 0)
        counts += (counts.empty() ? "" : " · ") + tr_n("{} person loses permissions", "{} people lose permissions", view.losing);
    paragraph(ui, counts);
    for (auto const& person : std::span{view.people}.first(std::min(view.people.size(), people_shown))) {
        if (view.people.size() > 1)
            heading(ui, person.name, 3);
        line(ui, Tone::danger, tr("Loses"), person.losses);
        line(ui, Tone::good, tr("Gains"), person.gains);
    }
    if (view.people.size() > people_shown)
        muted(ui, tr_n("And {} person more.", "And {} people more.", static_cast<std::int64_t>(view.people.size() - people_shown)));
    if (view.left_out > 0 || !sees_all_of(seen, seen.account))
        muted(ui, tr("As far as you are shown people, roles and groups."));
}

} // namespace castellan::ui
