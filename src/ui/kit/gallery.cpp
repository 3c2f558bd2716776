#include "ui/kit/gallery.hpp"

#include "ui/kit/gallery_parts.hpp"
#include "ui/kit/kit.hpp"

#include <array>
#include <string>

namespace castellan::ui {

namespace {

constexpr std::int64_t minute = 60'000;

std::vector<Choice> station_choices()
{
    return {
        {.key = "g1", .label = "Station 1 · Harbour"},
        {.key = "g2", .label = "Station 2 · Old Town"},
        {.key = "g3", .label = "Station 3 · Airport"},
        {.key = "g4", .label = "Station 4 · University Hospital"},
        {.key = "g5", .label = "Station 5 · Northside"},
        {.key = "g6", .label = "Station 6 · Mill Lane"},
        {.key = "g7", .label = "Station 7 · Riverside"},
        {.key = "g8", .label = "Station 8 · Training", .unavailable = "Closed until spring."},
    };
}

void fields(Ui& ui, GalleryState& state)
{
    Columns columns{ui, {1, 1}};
    {
        Card card{ui, "Typed"};
        Form form{ui, "Typed fields", 2};
        text_field(ui, "Name", state.name, {.hint = "As it stands on the door.", .required = true});
        text_field(ui, "E-mail", state.email,
                   {.error = "An address has a domain after the @.", .kind = EntryKind::email});
        number_field(ui, "Quantity", state.quantity, {.min = 0, .max = 500}, {.hint = "0 to 500"});
        date_field(ui, "Expires", state.date);
        time_field(ui, "Handover", state.time, {.hint = "The arrows go on by a quarter of an hour."});
        time_field(ui, "Night handover", state.wrong_time);
        std::string locked = "SN-40771-B";
        text_field(ui, "Serial number", locked, {.disabled = "It is fixed once a safe is registered."});
        select(ui, "Account",
               std::array{Choice{.key = "city", .label = "City Division"},
                          Choice{.key = "county", .label = "County Division"}},
               state.account, {.placeholder = "Choose an account"});
        text_area(ui, "Description", state.notes, 3, {.placeholder = "What should colleagues know?"});
    }
    columns.next();
    {
        Card card{ui, "Chosen"};
        Form form{ui, "Chosen fields"};
        auto const stations = station_choices();
        multi_select(ui, "Groups", stations, state.groups, {.hint = "Members may open the safes of their groups."});
        radio_group(
            ui, "Role",
            std::array{Choice{.key = "user", .label = "User", .detail = "Uses the safes of the person's groups."},
                       Choice{.key = "group_admin",
                              .label = "Group Administrator",
                              .detail = "Works within the person's groups."},
                       Choice{.key = "account_admin",
                              .label = "Account Administrator",
                              .detail = "Manages everything in the account.",
                              .unavailable = "Nobody hands out what he does not hold. (X-5)"}},
            state.role);
        toggle(ui, "Two people", state.two_person, {.hint = "A second person must confirm before the safe opens."});
        checkbox(ui, "Send notifications to the group's addresses", state.notify);
        auto actions = form.actions();
        (void)actions.button("Cancel");
        (void)actions.button("Save changes", {.weight = Weight::primary, .icon = icon::check});
    }
}

void buttons(Ui& ui, GalleryState& state)
{
    Columns columns{ui, {1, 1}};
    {
        Card card{ui, "Buttons"};
        {
            Buttons line{ui};
            (void)button(ui, "Primary", {.weight = Weight::primary});
            (void)button(ui, "Secondary");
            (void)button(ui, "Ghost", {.weight = Weight::ghost});
            (void)button(ui, "Delete…", {.weight = Weight::danger, .icon = icon::trash_2});
        }
        {
            Buttons line{ui};
            (void)button(ui, "Saving", {.weight = Weight::primary, .busy = true});
            (void)button(ui, "Sync now", {.icon = icon::refresh_cw, .disabled = "The safe is offline. (S-8)"});
            (void)button(ui, "Refresh", {.icon = icon::refresh_cw, .icon_only = true});
            (void)button(ui, "Small", {.icon = icon::plus, .small = true});
            auto menu = menu_button(ui, "More", {.icon = icon::chevron_down});
            (void)menu.button("Rename…", {.icon = icon::pencil});
            (void)menu.button("Copy the link", {.icon = icon::copy});
            (void)menu.button("Upgrade firmware", {.icon = icon::download, .disabled = "It has the newest one."});
            (void)menu.button("Remove…", {.weight = Weight::danger, .icon = icon::trash_2});
        }
        heading(ui, "Badges", 3);
        {
            Buttons line{ui};
            badge(ui, Tone::neutral, "Draft");
            badge(ui, Tone::accent, "Invited");
            badge(ui, Tone::good, "Online");
            badge(ui, Tone::warning, "Expires soon");
            badge(ui, Tone::danger, "Disabled");
        }
        heading(ui, "Text", 3);
        paragraph(ui,
                  "A group is a station, a unit or a site. People who are members of it may open its safes; whoever "
                  "administers it may see its inventory.");
        muted(ui, "Last changed 3 minutes ago by Ada Lovelace.");
        link(ui, "Show the audit trail", "#/audit", icon::history);
    }
    columns.next();
    {
        Card card{ui, "Messages"};
        {
            auto actions = banner(ui, Tone::warning, "Two safes have been offline since yesterday",
                                  "Their inventory may be out of date.");
            (void)actions.button("Show them");
        }
        {
            auto none = banner(ui, Tone::accent, "You see only your own groups.");
        }
        {
            auto none =
                banner(ui, Tone::danger, "The last backup failed", "The disk is full. Free some space and try again.");
        }
        {
            auto none = banner(ui, Tone::good, "All orders were carried out.");
        }
        progress(ui, "Importing people", 0.42f);
        progress(ui, "Waiting for the safe", -1);
        {
            Buttons line{ui};
            if (button(ui, "Success"))
                ui.toast({.title = "Ada Lovelace is now a Group Administrator"});
            if (button(ui, "Refusal"))
                ui.toast({.tone = Tone::warning,
                          .title = "This was refused",
                          .body = "Nobody changes a role of his own.",
                          .rule = "X-3"});
            if (button(ui, "Open a dialog…"))
                state.dialog = true;
        }
    }
    if (Dialog dialog{ui, "Edit group", state.dialog, {.body = "Changes are seen by all members at once."}}) {
        text_field(ui, "Name", state.name, {.required = true, .autofocus = true});
        text_area(ui, "Description", state.notes, 3);
        auto const stations = station_choices();
        select(ui, "Parent", stations, state.account);
        auto actions = dialog.actions();
        if (actions.button("Save", {.weight = Weight::primary}) || dialog.submitted())
            dialog.close();
    }
}

void tables(Ui& ui, GalleryState& state)
{
    static constexpr auto columns = std::to_array<Column>({
        {.label = "Name", .width = 0, .second = "E-mail"},
        {.label = "Role", .width = 13, .leaves_first = 1},
        {.label = "Status", .width = 9},
        {.label = "Safes", .width = 6, .align = Align::right, .leaves_first = 2},
        {.label = "Last seen", .width = 9, .leaves_first = 3},
    });
    static constexpr auto names = std::to_array<std::string_view>({
        "Ada Lovelace",
        "Grace Hopper",
        "Łukasz Wiśniewski",
        "Søren Kjærgård",
        "Ελένη Παπαδοπούλου",
        "Иван Петров",
        "Maria del Carmen Fernández-Villaverde y Santillán",
        "Kim Tanaka",
        "Noor Haddad",
        "Jürgen Groß",
    });
    static constexpr auto roles =
        std::to_array<std::string_view>({"User", "Group Administrator", "Account Administrator"});
    {
        Toolbar toolbar{ui};
        search_field(ui, "Search people", state.search);
        std::string status = "all";
        select(ui, "Status",
               std::array{Choice{.key = "all", .label = "All"}, Choice{.key = "active", .label = "Active"}}, status);
        toolbar.right();
        muted(ui, "100,000 people");
    }
    {
        DataTable table{ui,
                        "People",
                        columns,
                        state.table,
                        {.row_count = 100'000,
                         .two_lines = true,
                         .fill = true,
                         .key = "kit",
                         .row_key = [](std::size_t row) { return std::uint64_t{row}; }}};
        while (table.next_row()) {
            auto const row = table.row();
            auto const name = names[row % names.size()];
            table.begin_row(row, {.name = name, .href = "#/kit"});
            table.person(name, "person" + std::to_string(row + 1) + "@riverside.example");
            table.text(roles[row * 7 % 3]);
            auto const state_of = row % 5;
            table.badge(state_of == 3   ? Tone::danger
                        : state_of == 4 ? Tone::accent
                                        : Tone::good,
                        state_of == 3   ? "Disabled"
                        : state_of == 4 ? "Invited"
                                        : "Active");
            table.number(static_cast<std::int64_t>(row * 37 % 1400));
            table.time(ui.now_ms() - static_cast<std::int64_t>(row * row + 1) * minute);
            auto actions = table.actions();
            (void)actions.button("Edit…", {.icon = icon::pencil});
            (void)actions.button("Delete…", {.weight = Weight::danger, .icon = icon::trash_2});
        }
    }
    if (SelectionBar bar{ui, state.table}; bar) {
        auto actions = bar.actions();
        (void)actions.button("Delete", {.weight = Weight::danger, .icon = icon::trash_2});
        (void)actions.button("Clear PIN", {.icon = icon::key_round});
        (void)actions.button("Disable", {.icon = icon::ban});
    }
}

void states(Ui& ui, GalleryState& state)
{
    static constexpr auto columns =
        std::to_array<Column>({{.label = "Name"}, {.label = "Members", .width = 8, .align = Align::right}});
    Columns two{ui, {1, 1}};
    {
        Card card{ui, "Empty", {.flush = true}};
        auto actions =
            empty_state(ui, {.icon = icon::vault,
                             .title = "No safes yet",
                             .body = "A safe appears here when it is registered and assigned to this group."});
        (void)actions.button("Register a safe…", {.weight = Weight::primary, .icon = icon::plus});
    }
    {
        Card card{ui, "Loading", {.flush = true}};
        DataTable table{ui, "Loading groups", columns, state.table, {.content = TableContent::loading}};
    }
    two.next();
    {
        Card card{ui, "Failed", {.flush = true}};
        auto actions = failed_state(ui, "The server did not answer within ten seconds.");
        (void)actions.button("Try again", {.icon = icon::refresh_cw});
    }
    {
        Card card{ui, "Denied", {.flush = true}};
        denied_state(ui, "The safe is not in one of your groups; an Account Administrator can assign it.", "S-4");
    }
}

void detail(Ui& ui)
{
    figures(ui,
            std::array{
                Figure{.label = "Safes online",
                       .value = "38",
                       .detail = "of 40",
                       .tone = Tone::good,
                       .icon = icon::wifi,
                       .href = "#/kit"},
                Figure{.label = "Orders waiting", .value = "3", .detail = "oldest 4 minutes ago", .icon = icon::clock},
                Figure{.label = "Expiring assets",
                       .value = "12",
                       .detail = "within 30 days",
                       .tone = Tone::warning,
                       .icon = icon::triangle_alert},
                Figure{.label = "People", .value = "120", .detail = "4 invited", .icon = icon::users}});
    Columns columns{ui, {2, 1}};
    {
        Card card{ui, "Members", {.subtitle = "They may open the group's safes", .flush = true}};
        {
            auto actions = card.actions();
            (void)actions.button("Add members…", {.icon = icon::user_plus});
        }
        static constexpr auto heads = std::to_array<Column>({{.label = "Name"}, {.label = "Role", .width = 12}});
        TableState table_state;
        DataTable table{ui, "Members", heads, table_state, {.row_count = 4}};
        while (table.next_row()) {
            table.begin_row(table.row());
            table.person(table.row() % 2 ? "Grace Hopper" : "Ada Lovelace");
            table.text("Group Administrator");
            auto actions = table.actions();
            (void)actions.button("Remove from the group…", {.weight = Weight::danger, .icon = icon::user_minus});
        }
    }
    columns.next();
    {
        Card card{ui, "About"};
        Facts facts{ui};
        facts.badge("State", Tone::good, "Online");
        facts.text("Firmware", "4.12.1");
        facts.person("Registered by", "Ada Lovelace", "#/users/u1");
        facts.link("Group", "Station 7 · Riverside", "#/groups/g7");
        facts.time("Last sync", ui.now_ms() - 40 * minute);
        facts.text("Notes",
                   "Behind the second door on the left; the key to the cabinet hangs at the dispatcher's desk.");
        facts.text("Second person", "");
    }
}

void week(Ui& ui, GalleryState& state)
{
    Columns columns{ui, {2, 1}};
    {
        Card card{ui, "Business hours"};
        week_grid(ui, "Business hours", state.hours, 30, {.hint = "Press or drag: what the first hour does, the others do."});
    }
    columns.next();
    Card card{ui, "Fixed hours"};
    auto fixed = state.hours;
    week_grid(ui, "Fixed hours", fixed, 15, {.disabled = "Another person decides about these.", .label_hidden = true});
    for (auto const& line : week_in_words(state.hours))
        muted(ui, line);
}

} // namespace

void kit_gallery(Ui& ui, GalleryState& state)
{
    {
        auto actions = page_header(ui, {.breadcrumb = std::array{Crumb{"Overview", "#/"}, Crumb{"Groups", "#/groups"}},
                                        .title = "Station 7 · Riverside",
                                        .subtitle = "Every part of the interface, in every state",
                                        .status = "Online",
                                        .status_tone = Tone::good,
                                        .icon = icon::warehouse});
        (void)actions.button("Sync now", {.icon = icon::refresh_cw});
        if (actions.button("Edit…", {.weight = Weight::primary, .icon = icon::pencil}))
            state.dialog = true;
        actions.rest_in_menu();
        (void)actions.button("Export as CSV", {.icon = icon::download});
        (void)actions.button("Delete group…", {.weight = Weight::danger, .icon = icon::trash_2});
    }
    tabs(ui, "Parts",
         std::array{Tab{"fields", "Fields"}, Tab{"buttons", "Buttons"}, Tab{"table", "Table", 100'000},
                    Tab{"states", "States"}, Tab{"detail", "Detail"}, Tab{"charts", "Charts"},
                    Tab{"week", "Week"}},
         state.tab);
    if (state.tab == "fields")
        fields(ui, state);
    else if (state.tab == "buttons")
        buttons(ui, state);
    else if (state.tab == "table")
        tables(ui, state);
    else if (state.tab == "states")
        states(ui, state);
    else if (state.tab == "charts")
        gallery_charts(ui, state);
    else if (state.tab == "week")
        week(ui, state);
    else
        detail(ui);
}

} // namespace castellan::ui
