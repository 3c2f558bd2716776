#include "ui/screens/access_screen.hpp"

#include "model/put_in_order.hpp"
#include "rules/kinds.hpp"
#include "ui/screens/words.hpp"
#include "wire/access_json.hpp"
#include "wire/codec.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace castellan::ui {

namespace {

using Stage = wire::AccessStage;

/// "all": roles of whatever permission, which is asked of an account alone.
constexpr auto any_role = std::string_view{"roles"};

template <class Table>
void add_things(std::vector<Choice>& choices, Seen const& seen, Table const& table, std::string_view kind, Icon icon)
{
    auto const first = static_cast<std::ptrdiff_t>(choices.size());
    for (auto const thing : table.handles()) {
        if constexpr (requires { table[thing].account; }) {
            if (table[thing].account != seen.account)
                continue;
        }
        choices.push_back({key_of(seen.world, thing), table[thing].name, std::string{kind}, icon});
    }
    std::sort(choices.begin() + first, choices.end(),
              [](Choice const& one, Choice const& other) { return comes_before(one.label, other.label); });
}

std::vector<Choice> thing_choices(Seen const& seen)
{
    auto choices = std::vector<Choice>{};
    auto const& world = seen.world;
    if (seen.account)
        choices.push_back({key_of(world, seen.account), world.accounts[seen.account].name, std::string{tr("Account")}, icon::building_2});
    add_things(choices, seen, world.groups, tr("Group"), icon::users_round);
    add_things(choices, seen, world.safes, tr("Safe"), icon::vault);
    add_things(choices, seen, world.doors, tr("Door"), icon::lock_keyhole);
    add_things(choices, seen, world.teams, tr("Team"), icon::users);
    add_things(choices, seen, world.modules, tr("Module"), icon::clipboard_list);
    return choices;
}

Target target_of(AccessState const& state, Seen const& seen)
{
    auto const named = target_named(seen.world, state.thing);
    return named ? *named : seen.account ? Target{seen.account} : Target{};
}

std::optional<Permission> permission_of(AccessState const& state, Target const& target)
{
    auto const offered = permissions_asked_on(target);
    auto const chosen = permission_named(state.permission);
    if (chosen && std::ranges::contains(offered, *chosen))
        return chosen;
    return offered.empty() || state.permission == any_role ? std::nullopt : std::optional{offered.front()};
}

/// The last instant of a day, or now while the day goes on.
Instant end_of(std::string_view day, Seen const& seen, int utc_offset_minutes)
{
    auto const midnight = wire::instant_of(std::string{day} + "T00:00:00Z");
    constexpr auto day_ms = Instant{24} * 60 * 60 * 1000;
    return midnight ? std::min(*midnight + day_ms - 1 - Instant{utc_offset_minutes} * 60'000, seen.now) : seen.now;
}

std::string joined(std::vector<std::string> const& roles)
{
    auto text = std::string{};
    for (auto const& role : roles)
        text += (text.empty() ? "" : ", ") + std::string{tr(role)};
    return text;
}

std::vector<AccessLine> past_lines(client::Inquiry const& past)
{
    auto lines = std::vector<AccessLine>{};
    if (auto const answer = wire::decode<wire::AccessAnswer>(past.body())) {
        for (auto const& row : answer->rows)
            lines.push_back({row.user, row.name, joined(row.by), row.rule, joined(row.was)});
    }
    put_in_order(lines, comes_before, &AccessLine::name);
    // What differs stands before what stayed.
    put_in_order(lines, {}, [](AccessLine const& line) { return line.by == line.was; });
    return lines;
}

struct Difference {
    Tone tone;
    std::string_view word;
};
Difference difference_in(AccessLine const& line)
{
    if (line.was.empty())
        return {Tone::good, tr("Gained")};
    if (line.by.empty())
        return {Tone::danger, tr("Lost")};
    return line.was == line.by ? Difference{Tone::neutral, tr("As before")} : Difference{Tone::warning, tr("By other roles")};
}

TableContent content_of(client::Inquiry const* past)
{
    if (past == nullptr || past->state() == client::Inquiry::State::idle || past->state() == client::Inquiry::State::loading)
        return TableContent::loading;
    if (past->state() == client::Inquiry::State::denied)
        return TableContent::denied;
    if (past->state() == client::Inquiry::State::failed)
        return TableContent::failed;
    auto const answer = wire::decode<wire::AccessAnswer>(past->body());
    if (!answer || answer->stage == Stage::failed)
        return TableContent::failed;
    return answer->stage == Stage::running ? TableContent::loading : TableContent::ready;
}

std::string problem_of(client::Inquiry const* past)
{
    auto const answer = past == nullptr ? std::nullopt : std::optional{wire::decode<wire::AccessAnswer>(past->body())};
    if (answer && *answer && !(*answer)->reason.empty())
        return said((*answer)->reason);
    return past == nullptr ? std::string{} : said(past->problem());
}

void who_table(Ui& ui, Seen const& seen, AccessState& state, Target const& target, std::optional<Permission> permission)
{
    auto const is_past = !state.on.empty() || !state.against.empty();
    auto const generation = is_past && state.past != nullptr ? state.past->generation() : 0;
    auto question = key_of(seen.world, target) + state.on + state.against;
    question += permission ? name_of(*permission) : any_role; // what is drawn, which is not yet what was chosen in this frame
    auto const& lines = state.lines.get({seen.generation, generation, std::move(question)}, [&] {
        if (is_past)
            return state.past == nullptr ? std::vector<AccessLine>{} : past_lines(*state.past);
        return permission ? who_can_view(seen, *permission, target) : roles_view(seen, target);
    });
    auto const compared = !state.against.empty();
    auto columns = std::vector<Column>{
        {.label = tr("Who"), .sortable = false},
        {.label = tr("By what"), .width = 16, .sortable = false},
        {.label = tr("Rule"), .width = 6, .sortable = false, .leaves_first = 1},
    };
    if (compared) {
        columns[1].label = tr("By what then");
        columns[2] = {.label = tr("By what before"), .width = 16, .sortable = false};
        columns.push_back({.label = tr("Difference"), .width = 9, .sortable = false});
    }
    auto const title = permission ? tr("Who can: {}", title_of(*permission)) : std::string{tr("Who holds which role")};
    DataTable table{ui, title, columns, state.table,
                    {.row_count = lines.size(),
                     .content = is_past ? content_of(state.past) : TableContent::ready,
                     .empty = {icon::shield, tr("Nobody, as far as you see"), tr("No role or group that you are shown gives it.")},
                     .problem = is_past ? problem_of(state.past) : std::string{},
                     .has_actions = false,
                     .key = "access"}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        auto const href = client::user_href(line.user);
        table.begin_row(line.user, {.name = line.name, .href = seen.world.users.find(line.user) ? std::string_view{href} : std::string_view{}});
        table.person(line.name);
        line.by.empty() ? table.skip() : table.text(line.by);
        if (compared) {
            line.was.empty() ? table.skip() : table.text(line.was);
            auto const difference = difference_in(line);
            table.badge(difference.tone, difference.word);
        } else {
            table.muted(line.rule);
        }
    }
}

void mine_card(Ui& ui, Seen const& seen, AccessState& state, Target const& target)
{
    auto const& lines = state.asked.get({seen.generation, key_of(seen.world, target)}, [&] { return mine_view(seen, target); });
    if (lines.empty())
        return;
    Card card{ui, tr("Why can, or can't, I …?"),
              {.subtitle = tr("What the rules say to you here. Choose a line to see why."), .icon = icon::info, .flush = true}};
    auto const columns = std::to_array<Column>({
        {.label = tr("What"), .sortable = false},
        {.label = tr("Answer"), .width = 9, .sortable = false},
    });
    DataTable table{ui, tr("Why can, or can't, I …?"), columns, state.mine, {.row_count = lines.size(), .two_lines = true, .has_actions = false}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        table.begin_row(static_cast<std::uint64_t>(table.row()), {.name = line.wanted});
        table.text(capitalised(line.wanted), said(line.decision.reason));
        auto const allowed = line.decision.effect != Effect::deny;
        auto const not_now = line.decision.effect == Effect::not_now;
        table.badge(not_now ? Tone::warning : allowed ? Tone::good : Tone::danger,
                    not_now ? tr("Not now") : allowed ? tr("Yes") : tr("No"));
        if (table.activated()) {
            state.chain_of = line.wanted;
            state.chain_open = true;
        }
    }
}

void chain_panel(Ui& ui, Seen const& seen, AccessState& state, Target const& target)
{
    auto const& lines = state.asked.get({seen.generation, key_of(seen.world, target)}, [&] { return mine_view(seen, target); });
    auto const line = std::ranges::find(lines, state.chain_of, &MineLine::wanted);
    if (line == lines.end()) {
        state.chain_open = false;
        return;
    }
    if (SidePanel panel{ui, capitalised(line->wanted), state.chain_open}) {
        heading(ui, tr("How the rules came to this"));
        for (auto const& reason : chain_view(seen, line->change)) {
            badge(ui, reason.passed ? Tone::good : Tone::danger, reason.rule);
            paragraph(ui, reason.text);
        }
        Facts facts{ui};
        if (auto const needed = permission_for(kind_of(line->change)); needed && line->decision.effect == Effect::deny)
            facts.text(tr("Whom to ask"), whom_to_ask(seen, *needed, target));
    }
}

} // namespace

void AccessState::read(client::Route const& route)
{
    thing = route.get("thing");
    permission = route.get("can");
    on = route.get("on");
    against = route.get("against");
    chain_open = false;
}

void AccessState::write(client::Route& route) const
{
    route.set("thing", thing);
    route.set("can", permission);
    route.set("on", on);
    route.set("against", against);
}

std::optional<std::string> past_question(AccessState const& state, Seen const& seen, int utc_offset_minutes)
{
    if (state.on.empty() && state.against.empty())
        return std::nullopt;
    auto const target = target_of(state, seen);
    auto const key = key_of(seen.world, target);
    auto const colon = std::min(key.find(':'), key.size());
    if (colon == key.size() || std::holds_alternative<UserId>(target))
        return std::nullopt;
    auto const permission = permission_of(state, target);
    return wire::encode(wire::AccessQuestion{
        .type = key.substr(0, colon),
        .id = key.substr(colon + 1),
        .permission = permission ? std::string{name_of(*permission)} : std::string{},
        .on = wire::When{state.on.empty() ? 0 : end_of(state.on, seen, utc_offset_minutes)},
        .against = wire::When{state.against.empty() ? 0 : end_of(state.against, seen, utc_offset_minutes)}});
}

bool is_being_answered(client::Inquiry const& past)
{
    auto const answer = wire::decode<wire::AccessAnswer>(past.body());
    return answer && answer->stage == Stage::running;
}

void links_about(Actions& actions, Seen const& seen, Target const& target)
{
    if (seen.managers.empty()) // the page of answers is no place of his
        return;
    actions.link(tr("Who can…"), access_href(seen.world, target), icon::user_check);
    if (seen.manages("audit")) {
        auto const key = key_of(seen.world, target);
        auto const id = key.substr(std::min(key.find(':') + 1, key.size()));
        actions.link(tr("History"), std::holds_alternative<UserId>(target) ? "#/audit?person=" + id : history_href(id), icon::history);
    }
}

void access_screen(Ui& ui, Seen const& seen, AccessState& state)
{
    auto const target = target_of(state, seen);
    auto const permission = permission_of(state, target);
    auto const reads_trail = seen.manages("audit");
    Page page{ui, "access"};
    static_cast<void>(page_header(ui, {.title = tr("Who can what"),
                                       .subtitle = tr("Who can do something, and by what: now, or on any past day.")}));
    {
        Toolbar toolbar{ui};
        auto const& things = state.things.get({seen.generation, seen.account}, [&] { return thing_choices(seen); });
        auto thing = key_of(seen.world, target);
        if (select(ui, tr("Thing"), things, thing, {.label_hidden = true, .width = 18})) {
            state.thing = thing;
            state.permission.clear();
        }
        auto choices = std::vector<Choice>{};
        if (std::holds_alternative<AccountId>(target))
            choices.push_back({std::string{any_role}, std::string{tr("Any role")}});
        for (auto const one : permissions_asked_on(target))
            choices.push_back({std::string{name_of(one)}, title_of(one)});
        auto chosen = permission ? std::string{name_of(*permission)} : std::string{any_role};
        if (!choices.empty() && select(ui, tr("What"), choices, chosen, {.label_hidden = true, .width = 15}))
            state.permission = chosen;
        if (reads_trail) {
            date_field(ui, tr("On"), state.on, {.placeholder = tr("Now"), .label_hidden = true, .width = 12.5f});
            date_field(ui, tr("Compared with"), state.against, {.placeholder = tr("Compared with…"), .label_hidden = true, .width = 12.5f});
        }
    }
    if (std::holds_alternative<UserId>(target)) {
        static_cast<void>(banner(ui, Tone::accent, name_of(seen.world, target), tr("What this person can do stands on her page.")));
    } else {
        who_table(ui, seen, state, target, permission);
        if (!sees_all_of(seen, account_of(seen.world, target)))
            muted(ui, tr("As far as you are shown roles and groups: there may be others of whom you can't be told."));
    }
    if (state.on.empty() && state.against.empty()) {
        mine_card(ui, seen, state, target);
        if (state.chain_open)
            chain_panel(ui, seen, state, target);
    }
}

} // namespace castellan::ui
