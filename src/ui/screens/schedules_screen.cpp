#include "ui/screens/schedules_screen.hpp"

#include "model/calendar.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace castellan::ui {

namespace {

constexpr std::size_t exceptions_most = 60;

/// The name of a day by its place in the week, Monday first, as the language has it.
std::string day_name(std::size_t day)
{
    constexpr Instant some_monday_noon = 1'704'110'400'000; // 2024-01-01T12:00:00Z
    constexpr Instant day_ms = 86'400'000;
    return formats().say(Phrase::weekday, some_monday_noon + static_cast<Instant>(day) * day_ms, 0);
}

std::string zone_of(Seen const& seen)
{
    auto const* account = seen.world.accounts.get(seen.account);
    return account == nullptr || account->time_zone.empty() ? std::string{"UTC"} : account->time_zone;
}

std::vector<std::string> groups_bound(Seen const& seen, ScheduleId schedule)
{
    auto names = std::vector<std::string>{};
    for (auto const group : groups_of(seen.world, seen.account)) {
        if (seen.world.groups[group].schedule == schedule)
            names.push_back(seen.world.groups[group].name);
    }
    return names;
}

std::vector<ScheduleLine> lines_of(Seen const& seen)
{
    auto lines = std::vector<ScheduleLine>{};
    for (auto const schedule : integrations_of(seen.world.schedules, seen.account)) {
        auto const& row = seen.world.schedules[schedule];
        lines.push_back({schedule, listed(week_in_words(row.hours)), groups_bound(seen, schedule), open_now(row, clock_of(seen), seen.now)});
    }
    return lines;
}

std::string changes_said(Seen const& seen, OpenNow const& now)
{
    if (now.changes_at == 0)
        return now.open ? tr("open at all hours") : tr("not opened in the next days");
    auto const local = local_time(clock_of(seen), now.changes_at);
    auto const when = day_name(static_cast<std::size_t>(local.weekday - 1)) + " " + written_time(local.minute);
    return now.open ? tr("until {}", when) : tr("opens {}", when);
}

void day_fields(Ui& ui, ScheduleForm& form)
{
    heading(ui, tr("Days that are different"), 3);
    muted(ui, tr("Left without times, such a day is closed."));
    auto removed = form.days.end();
    for (auto day = form.days.begin(); day != form.days.end(); ++day) {
        auto const scope = ui.scope(100 + (day - form.days.begin()));
        Toolbar line{ui, tr("A day that is different")};
        date_field(ui, tr("Day"), day->day, {.label_hidden = true, .width = 10});
        time_field(ui, tr("From"), day->window.from, {.label_hidden = true, .width = 7});
        time_field(ui, tr("Until"), day->window.until, {.label_hidden = true, .width = 7});
        if (button(ui, tr("Take this away"), {.weight = Weight::ghost, .icon = icon::x, .icon_only = true}))
            removed = day;
    }
    if (removed != form.days.end())
        form.days.erase(removed);
    Buttons line{ui};
    if (form.days.size() < exceptions_most && button(ui, tr("Add a day"), {.weight = Weight::ghost, .icon = icon::plus}))
        form.days.push_back({});
}

void preview(Ui& ui, Seen const& seen, ScheduleForm const& form)
{
    auto const exceptions = exceptions_of(form.days);
    if (!exceptions)
        return;
    auto stand_in = Integration{};
    stand_in.hours = form.hours;
    stand_in.exceptions = *exceptions;
    auto const now = open_now(stand_in, clock_of(seen), seen.now);
    Toolbar line{ui, tr("Now")};
    badge(ui, now.open ? Tone::good : Tone::neutral, now.open ? tr("Open now") : tr("Closed now"));
    muted(ui, changes_said(seen, now) + " · " + zone_of(seen));
}

/// The change that binds a group to a schedule, or to none.
EditGroup binding(World const& world, GroupId group, ScheduleId schedule)
{
    auto edit = EditGroup{group, {}};
    edit.fields.schedule = schedule ? world.schedules[schedule].id : std::string{};
    return edit;
}

/// What binding groups could end with.
std::vector<Change> possible_bindings(Seen const& seen, ScheduleId schedule)
{
    auto changes = std::vector<Change>{};
    for (auto const group : groups_of(seen.world, seen.account))
        changes.emplace_back(binding(seen.world, group, seen.world.groups[group].schedule == schedule ? ScheduleId{} : schedule));
    return changes;
}

void bind_dialog(Ui& ui, Seen const& seen, BindForm& form)
{
    auto const& world = seen.world;
    auto const schedule = world.schedules.find(form.thing);
    if (!schedule) {
        form.open = false;
        return;
    }
    if (Dialog dialog{ui, tr("Groups of {}", world.schedules[schedule].name), form.open,
                      {.body = tr("Their members open their safes within its hours only. A group has one schedule, or none.")}}) {
        form_problem(ui, form);
        auto choices = std::vector<Choice>{};
        for (auto const& change : possible_bindings(seen, schedule)) {
            if (ui.may_offer(change) == Effect::deny)
                continue;
            auto const& group = world.groups[std::get<EditGroup>(change).group];
            auto const elsewhere = group.schedule && group.schedule != schedule ? world.schedules.get(group.schedule) : nullptr;
            choices.push_back({group.id, group.name, elsewhere == nullptr ? std::string{} : tr("now: {}", elsewhere->name), icon::users_round});
        }
        multi_select(ui, tr("Groups"), choices, form.groups, {.placeholder = tr("Choose groups"), .autofocus = true});
        auto actions = dialog.actions();
        if (actions.button(tr("Save"), {.weight = Weight::primary})) {
            for (auto const& choice : choices) {
                auto const group = world.groups.find(choice.key);
                auto const wanted = std::ranges::find(form.groups, choice.key) != form.groups.end();
                if (wanted != (world.groups[group].schedule == schedule))
                    ui.request(binding(world, group, wanted ? schedule : ScheduleId{}));
            }
            dialog.close();
        }
    }
}

void form_dialog(Ui& ui, Seen const& seen, ScheduleForm& form)
{
    auto const words = IntegrationWords{tr("Create a schedule"), tr("Safes of the groups that it binds are opened within these hours only. Administrators are not bound."),
                                        tr("Create schedule"), 56};
    auto const draw = [&](Integration const&) -> std::string_view {
        week_grid(ui, tr("Every week"), form.hours, 30, {.hint = tr("Press or drag: what the first hour does, the others do.")});
        day_fields(ui, form);
        preview(ui, seen, form);
        return exceptions_of(form.days) ? std::string_view{} : tr("One of the days is half typed, or ends before it begins.");
    };
    auto const fill = [&](IntegrationFields& fields, Integration const& present) {
        if (form.hours != present.hours)
            fields.hours = form.hours;
        if (auto exceptions = exceptions_of(form.days); exceptions && *exceptions != present.exceptions)
            fields.exceptions = std::move(exceptions);
    };
    integration_dialog(ui, seen, seen.world.schedules, form, words, tr("Day shift"), {}, draw, fill);
}

void actions_of(Ui& ui, Actions& actions, Seen const& seen, ScheduleId schedule, ScheduleForms& forms)
{
    auto const& row = seen.world.schedules[schedule];
    if (actions.form(tr("Edit…"), some_edit(schedule, row), {.icon = icon::pencil})) {
        open_on(forms.edit, row);
        forms.edit.hours = row.hours;
        forms.edit.days = typed_days(row.exceptions);
    }
    if (any_offered(ui, possible_bindings(seen, schedule)) && actions.button(tr("Groups…"), {.icon = icon::users_round})) {
        open_new(forms.bind);
        forms.bind.thing = row.id;
        for (auto const group : groups_of(seen.world, seen.account)) {
            if (seen.world.groups[group].schedule == schedule)
                forms.bind.groups.push_back(seen.world.groups[group].id);
        }
    }
    delete_offer(actions, row, DeleteSchedule{schedule}, tr("The safes of the groups that it binds are opened at any hour then."), tr("Delete schedule"));
}

} // namespace

void schedules_screen(Ui& ui, Seen const& seen, SchedulesState& state, ScheduleForms& forms)
{
    auto const& world = seen.world;
    constexpr Instant minute_ms = 60'000;
    auto const& lines = state.lines.get({seen.generation, seen.account, seen.now / minute_ms}, [&] { return lines_of(seen); });
    Page page{ui, "schedules", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Schedules"), .subtitle = tr("When safes are opened, by the clock of {}", zone_of(seen))});
        if (creation_pressed<ScheduleId>(ui, actions, seen, tr("Create schedule…")))
            open_new(forms.create);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .sortable = false},
        {.label = tr("Groups"), .width = 16, .sortable = false, .leaves_first = 1},
        {.label = tr("Now"), .width = 9, .sortable = false},
        {.label = tr("Next change"), .width = 14, .sortable = false, .leaves_first = 2},
    });
    DataTable table{ui, tr("Schedules"), columns, state.table,
                    {.row_count = lines.size(),
                     .empty = {icon::clock, tr("No schedules yet"),
                               tr("A schedule says within which hours the safes of a group are opened. Without one they are opened at any hour.")},
                     .two_lines = true,
                     .fill = true,
                     .key = "schedules"}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        auto const& row = world.schedules[line.schedule];
        table.begin_row(row.id, {.name = row.name});
        table.icon(icon::clock, row.name, line.hours.empty() ? tr("Closed every day") : std::string_view{line.hours});
        if (line.groups.empty())
            table.muted(tr("None yet"));
        else
            table.text(listed(line.groups));
        table.badge(line.now.open ? Tone::good : Tone::neutral, line.now.open ? tr("Open now") : tr("Closed now"));
        table.text(changes_said(seen, line.now));
        auto actions = table.actions();
        actions_of(ui, actions, seen, line.schedule, forms);
    }
}

void schedule_dialogs(Ui& ui, Seen const& seen, ScheduleForms& forms)
{
    form_dialog(ui, seen, forms.create);
    form_dialog(ui, seen, forms.edit);
    if (forms.bind.open)
        bind_dialog(ui, seen, forms.bind);
}

} // namespace castellan::ui
