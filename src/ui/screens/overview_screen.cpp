#include "ui/screens/overview_screen.hpp"

#include "client/route.hpp"
#include "ui/screens/audit_words.hpp"
#include "ui/screens/doors_screen.hpp"
#include "ui/screens/invite_form.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

constexpr auto attention_shown = std::size_t{8};
constexpr auto changes_shown = std::size_t{6};

void attention_card(Ui& ui, OverviewView const& view, OverviewState& state)
{
    Card card{ui, tr("Needs attention"), {.icon = icon::bell, .flush = true}};
    auto const columns = std::to_array<Column>({{.label = tr("What"), .sortable = false}});
    DataTable table{ui, tr("Needs attention"), columns, state.attention,
                    {.row_count = std::min(view.attention.size(), attention_shown),
                     .empty = {icon::circle_check, tr("Nothing needs you"), tr("Safes are online, orders are done, stock is in date.")},
                     .two_lines = true,
                     .has_actions = false}};
    while (table.next_row()) {
        auto const& line = view.attention[table.row()];
        table.begin_row(line.href + line.title, {.name = line.title, .href = line.href});
        table.icon(line.icon, line.title, line.detail, line.tone);
    }
}

void safes_card(Ui& ui, Seen const& seen, OverviewView const& view, OverviewState& state, SafeForms& forms)
{
    auto const& world = seen.world;
    Card card{ui, view.administers ? tr("Safes") : tr("Your safes"), {.icon = icon::vault, .flush = true}};
    if (view.safes.size() < view.safes_total) {
        auto actions = card.actions();
        actions.link(tr_n("{} safe", "All {} safes", static_cast<std::int64_t>(view.safes_total)), "#/safes");
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Safe"), .sortable = false},
        {.label = tr("State"), .width = 8, .sortable = false},
        {.label = tr("Last order"), .width = 12, .sortable = false, .leaves_first = 1},
    });
    DataTable table{ui, tr("Safes"), columns, state.safes,
                    {.row_count = view.safes.size(),
                     .empty = {icon::vault, tr("No safes yet"),
                               tr("You reach safes through groups. Ask an administrator of your account to add you to yours.")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const safe = view.safes[table.row()];
        auto const& row = world.safes[safe];
        auto const href = client::safe_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href});
        table.icon(icon::vault, row.name, listed(group_names(world, row.groups, row.account)));
        table.badge(tone_of(row), title_of(row));
        if (row.orders.empty())
            table.skip();
        else
            table.text(title_of(row.orders.back().kind), title_of(state_at(row.orders.back(), seen.now)));
        auto actions = table.actions();
        safe_actions(ui, actions, seen, safe, forms);
    }
}

void changes_card(Ui& ui, Seen const& seen, client::AuditTrail const& audit, OverviewState& state)
{
    using State = client::AuditTrail::State;
    Card card{ui, tr("Recent changes"), {.icon = icon::history, .flush = true}};
    {
        auto actions = card.actions();
        actions.link(tr("Audit trail"), "#/audit");
    }
    auto const content = audit.state() == State::failed                                ? TableContent::failed
                         : audit.entries().empty() && audit.state() != State::ready ? TableContent::loading
                                                                                      : TableContent::ready;
    auto const columns = std::to_array<Column>({
        {.label = tr("What"), .sortable = false},
        {.label = tr("When"), .width = 9, .sortable = false},
    });
    DataTable table{ui, tr("Recent changes"), columns, state.changes,
                    {.row_count = std::min(audit.entries().size(), changes_shown),
                     .content = content,
                     .empty = {icon::history, tr("Nothing has happened yet"), tr("Each change appears here.")},
                     .problem = tr("The audit trail could not be read."),
                     .two_lines = true,
                     .has_actions = false}};
    while (table.next_row()) {
        auto const& entry = audit.entries()[table.row()];
        table.begin_row(entry.number, {.name = audit_sentence(seen.world, entry)});
        table.icon(audit_icon(entry), audit_sentence(seen.world, entry), audit_actor(seen.world, entry),
                   entry.refused ? Tone::danger : Tone::neutral);
        table.time(entry.at);
    }
}

} // namespace

void overview_screen(Ui& ui, Seen const& seen, OverviewState& state, client::AuditTrail const& audit, UserForms& user_forms,
                     GroupForms& group_forms, SafeForms& safe_forms, DoorForms& door_forms)
{
    auto const& view = state.view.get({seen.generation, seen.account, seen.now / 60'000},
                                      [&] { return overview_view(seen, ui.utc_offset_minutes()); });
    Page page{ui, "overview"};
    {
        auto const* account = seen.world.accounts.get(seen.account);
        auto const subtitle = (account == nullptr ? std::string{} : account->name + " · ") + seen.world.organization.name;
        auto actions = page_header(ui, {.title = view.greeting, .subtitle = subtitle});
        if (any_offered(ui, {CreateGroup{seen.account, {}, {.name = "?"}}}) && actions.button(tr("Create group…"), {.icon = icon::plus}))
            open_create_group(group_forms.create);
        if (any_offered(ui, possible_registrations(seen)) && actions.button(tr("Register safe…"), {.icon = icon::vault}))
            open_register_safe(safe_forms.create);
        if (any_offered(ui, possible_creations(seen)) &&
            actions.button(tr("Add person…"), {.weight = Weight::primary, .icon = icon::user_plus}))
            open_create_user(user_forms.create);
    }
    own_invitations(ui, seen);
    if (!view.advice.empty())
        static_cast<void>(banner(ui, Tone::accent, tr("You are in no group yet"), view.advice));
    if (!view.figures.empty()) {
        auto shown = std::vector<Figure>{};
        for (auto const& line : view.figures)
            shown.push_back({line.label, line.value, line.detail, line.tone, line.icon, line.href});
        figures(ui, shown);
    }
    if (!view.administers) {
        // Somebody who opens doors and no safe has no use for an empty list of them.
        if (!view.safes.empty() || doors_of(seen.world, seen.account).empty())
            safes_card(ui, seen, view, state, safe_forms);
        own_doors_card(ui, seen, state.doors, door_forms);
        return;
    }
    if (view.safes_total == 0) {
        if (view.watches)
            attention_card(ui, view, state);
        if (view.reads_audit)
            changes_card(ui, seen, audit, state);
        own_doors_card(ui, seen, state.doors, door_forms);
        return;
    }
    Columns columns{ui, {1, 1}};
    attention_card(ui, view, state);
    if (view.reads_audit)
        changes_card(ui, seen, audit, state);
    columns.next();
    safes_card(ui, seen, view, state, safe_forms);
    own_doors_card(ui, seen, state.doors, door_forms);
}

} // namespace castellan::ui
