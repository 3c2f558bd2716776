#include "ui/screens/module_screen.hpp"

#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/access_screen.hpp"
#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace castellan::ui {

namespace {

constexpr int fixed_columns = 2; // when, by whom

bool is_picture(FieldDefinition const& field) { return field.kind == FieldKind::photo || field.kind == FieldKind::signature; }

double number_in(std::string_view text)
{
    auto number = std::int64_t{0};
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto fraction = 0.0;
    auto weight = 0.1;
    for (auto const* at = end + (end != text.data() + text.size() && *end == '.'); at < text.data() + text.size(); ++at, weight /= 10)
        fraction += (*at - '0') * weight;
    return static_cast<double>(number) + (text.starts_with('-') ? -fraction : fraction);
}

void sort_lines(World const& world, RecordsView& view, RecordsQuery const& query)
{
    auto const before = [&](RecordLine const& one, RecordLine const& other) {
        auto const& first = world.records[one.record];
        auto const& second = world.records[other.record];
        if (query.sort == 1)
            return comes_before(name_of(world, first.by), name_of(world, second.by));
        auto const field = static_cast<std::size_t>(query.sort - fixed_columns);
        if (query.sort < fixed_columns || field >= view.form.size())
            return first.at < second.at;
        if (view.form[field].kind == FieldKind::number)
            return number_in(one.texts[field]) < number_in(other.texts[field]);
        return comes_before(one.texts[field], other.texts[field]);
    };
    put_in_order(view.lines, before);
    if (query.descending)
        std::ranges::reverse(view.lines);
}

/// What one may filter by: each choice of each question with few answers.
std::vector<Choice> filters_of(std::vector<FieldDefinition> const& form)
{
    auto choices = std::vector<Choice>{};
    for (auto const& field : form) {
        auto const add = [&](std::string const& value) { choices.push_back({field.id + "=" + value, field.label + ": " + shown_value(field, value)}); };
        if (field.kind == FieldKind::yes_no) {
            add("true");
            add("false");
        }
        std::ranges::for_each(field.choices, add);
    }
    return choices;
}

void records_tab(Ui& ui, Seen const& seen, ModuleId module, ModuleState& state)
{
    auto const& world = seen.world;
    auto const& row = world.modules[module];
    state.query.sort = state.records.sort_column;
    state.query.descending = state.records.descending;
    auto const& view = state.view.get({seen.generation, module, state.query}, [&] { return records_view(seen, module, state.query); });
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search records"), state.query.search, {.placeholder = tr("Search in all fields")});
        if (auto filters = filters_of(view.form); !filters.empty()) {
            filters.insert(filters.begin(), {"", std::string{tr("All records")}});
            select(ui, tr("Filter"), filters, state.query.filter, {.label_hidden = true});
        }
        toolbar.right();
        muted(ui, tr_n("{} record", "{} records", static_cast<std::int64_t>(view.lines.size())));
    }
    auto columns = std::vector<Column>{{.label = tr("Submitted"), .width = 9}, {.label = tr("By"), .width = 12, .leaves_first = 1}};
    for (auto const& field : view.form)
        columns.push_back({.label = field.label,
                           .width = columns.size() < 4 ? 0.0f : 11.0f,
                           .align = field.kind == FieldKind::number ? Align::right : Align::left,
                           .leaves_first = static_cast<int>(columns.size())});
    auto const key = "records-" + row.id;
    DataTable table{ui, tr("Records"), columns, state.records,
                    {.row_count = view.lines.size(),
                     .empty = view.total == 0 ? Notice{icon::clipboard_list, tr("No records yet"), tr("What is submitted with this form stands here.")}
                                              : Notice{icon::search_x, tr("No record matches"), tr("Change the search or the filter.")},
                     .fill = true,
                     .has_actions = false,
                     .key = key}};
    while (table.next_row()) {
        auto const& line = view.lines[table.row()];
        auto const& record = world.records[line.record];
        auto const by = std::string{name_of(world, record.by)};
        table.begin_row(record.id, {.name = tr("Record of {}", by), .selected = state.record == record.id});
        if (table.activated())
            state.record = record.id;
        table.time(record.at);
        table.text(by);
        for (auto at = std::size_t{0}; at < view.form.size(); ++at) {
            auto const& field = view.form[at];
            auto const& text = line.texts[at];
            if (text.empty())
                table.skip();
            else if (is_picture(field))
                table.badge(Tone::neutral, shown_value(field, text));
            else
                table.text(shown_value(field, text));
        }
    }
}

void record_panel(Ui& ui, Seen const& seen, ModuleState& state, ModuleForms& forms)
{
    auto const& world = seen.world;
    auto const record = world.records.find(state.record);
    if (!record) {
        state.record.clear();
        return;
    }
    auto const& row = world.records[record];
    auto open = true;
    if (SidePanel panel{ui, tr("Record of {}", name_of(world, row.by)), open, date_and_time(row.at, ui.utc_offset_minutes())}) {
        {
            auto actions = menu_button(ui, tr("Actions"), {.icon = icon::ellipsis});
            record_actions(ui, actions, seen, record, forms);
        }
        form_facts(ui, form_of(world.modules[row.module]), wire::answers_in(row.values), row.id);
    }
    if (!open)
        state.record.clear();
}

void people_card(Ui& ui, Seen const& seen, ModuleId module, ModuleState& state, ModuleForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.modules[module];
    auto holders = row.roles;
    put_in_order(holders, [&](auto const& one, auto const& other) { return comes_before(name_of(world, one.thing), name_of(world, other.thing)); });
    Card card{ui, tr("Users"), {.subtitle = tr("Who has a role in this module. Organization and account admins reach it too."), .icon = icon::users, .flush = true}};
    {
        auto actions = card.actions();
        auto possible = possible_module_roles(seen, module);
        if (possible.size() > 1)
            possible.resize(1);
        if (any_offered(ui, possible) && actions.button(tr("Give a role…"), {.icon = icon::user_plus, .small = true}))
            open_module_role(forms.role, world, module);
        if (any_offered(ui, possible_invitations_to(seen, {}, module)) && actions.button(tr("Invite people…"), {.weight = Weight::primary, .icon = icon::mail, .small = true}))
            open_invite(forms.invite, {}, row.id);
    }
    auto const columns = std::to_array<Column>({{.label = tr("Name"), .sortable = false}, {.label = tr("Role"), .sortable = false}});
    DataTable table{ui, tr("Users"), columns, state.people,
                    {.row_count = holders.size(),
                     .empty = {icon::users, tr("Nobody has a role here"), tr("Give one to somebody of the organisation, or invite people by e-mail.")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const& held = holders[table.row()];
        auto const& person = world.users[held.thing];
        table.begin_row(person.id, {.name = person.name, .quiet = person.status == Status::disabled});
        table.person(person.name, person.email);
        table.text(title_of(world, held.role), meaning_of(world, held.role));
        auto changes = std::vector<Change>{};
        for (auto const role : roles_of_module(world, module))
            changes.emplace_back(SetModuleRole{module, held.thing, role});
        auto actions = table.actions();
        if (any_offered(ui, changes) && actions.button(tr("Set role…"), {.icon = icon::shield_user}))
            open_module_role(forms.role, world, module, held.thing);
        actions.offer(tr("End role"), SetModuleRole{module, held.thing, {}},
                      {.weight = Weight::danger,
                       .icon = icon::user_minus,
                       .confirm = Confirmation{tr("End the role of {} in {}?", person.name, row.name), tr("They can no longer open this module through it.")}});
    }
}

void invitations_card(Ui& ui, Seen const& seen, ModuleId module, ModuleState& state)
{
    auto const& world = seen.world;
    auto pending = std::vector<InvitationId>{};
    for (auto const invitation : world.invitations.handles()) {
        auto const& row = world.invitations[invitation];
        if (row.module == module && row.state == InvitationState::pending)
            pending.push_back(invitation);
    }
    if (pending.empty())
        return;
    Card card{ui, tr("Invitations"), {.icon = icon::mail, .flush = true}};
    invitations_table(ui, seen, pending, state.invitations, false);
}

void form_tab(Ui& ui, Seen const& seen, ModuleId module, ModuleState& state)
{
    auto const& row = seen.world.modules[module];
    if (!state.designing || (state.designed != row.fields && state.design.fields == form_of(row))) {
        state.design = {.fields = form_of(row)};
        state.designed = row.fields;
        state.designing = true;
    }
    auto const problem = incomplete_design(state.design);
    auto const fields = wire::encode_form(state.design.fields);
    if (state.designed != row.fields)
        static_cast<void>(banner(ui, Tone::warning, tr("Somebody else changed this form meanwhile"), tr("Saving replaces what they made.")));
    form_designer(ui, state.design, all_field_kinds());
    Form form{ui, tr("Save form")};
    auto actions = form.actions();
    if (state.design.fields != form_of(row) && actions.button(tr("Discard changes"), {.weight = Weight::ghost}))
        state.designing = false;
    if (state.design.fields != form_of(row))
        static_cast<void>(submit_offer(ui, actions, tr("Save form"), EditModule{module, {.fields = fields}}, {.incomplete = problem}, false));
}

} // namespace

RecordsView records_view(Seen const& seen, ModuleId module, RecordsQuery const& query)
{
    auto const& world = seen.world;
    auto const& row = world.modules[module];
    auto view = RecordsView{.form = form_of(row), .total = row.records.size()};
    auto const equals = std::min(query.filter.find('='), query.filter.size());
    auto const filter_field = std::string_view{query.filter}.substr(0, equals);
    auto const filter_value = std::string_view{query.filter}.substr(std::min(equals + 1, query.filter.size()));
    for (auto const record : row.records) {
        auto const answers = wire::answers_in(world.records[record].values);
        auto line = RecordLine{.record = record, .texts = {}};
        auto found = contains_words(name_of(world, world.records[record].by), query.search);
        for (auto const& field : view.form) {
            auto const* answer = answer_to(answers, field.id);
            line.texts.push_back(answer == nullptr ? std::string{} : answer->text);
            found = found || (!is_picture(field) && contains_words(shown_value(field, line.texts.back()), query.search));
        }
        auto const* filtered = filter_field.empty() ? nullptr : answer_to(answers, filter_field);
        if (found && (filter_field.empty() || (filtered != nullptr && filtered->text == filter_value)))
            view.lines.push_back(std::move(line));
    }
    sort_lines(world, view, query);
    return view;
}

void module_screen(Ui& ui, Seen const& seen, ModuleId module, ModuleState& state, ModuleForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.modules[module];
    auto const held = permissions_in(world, seen.me, place_of(world, module));
    auto sections = std::vector<Tab>{};
    if (held.has(Permission::records_list))
        sections.push_back({"records", tr("Records"), static_cast<std::int64_t>(row.records.size())});
    if (!row.name_only)
        sections.push_back({"people", tr("Users"), static_cast<std::int64_t>(row.roles.size())});
    if (held.has(Permission::modules_edit))
        sections.push_back({"form", tr("Form")});
    if (!std::ranges::contains(sections, state.tab, &Tab::key))
        state.tab = sections.empty() ? std::string{} : std::string{sections.front().key};

    Page page{ui, client::module_href(row.id), state.tab == "records" ? PageWidth::full : PageWidth::normal};
    {
        auto const trail = std::to_array<Crumb>({{tr("Modules"), "#/modules"}});
        auto const* account = world.accounts.get(row.account);
        auto actions = page_header(ui, {.breadcrumb = trail,
                                        .title = row.name,
                                        .subtitle = account == nullptr ? std::string_view{} : std::string_view{account->name},
                                        .icon = icon::clipboard_list});
        links_about(actions, seen, module);
        if (any_offered(ui, {SubmitRecord{module, {}, "{}"}}) && actions.button(tr("Submit a record…"), {.weight = Weight::primary, .icon = icon::plus}))
            open_record(forms.submit, world, module);
        module_actions(ui, actions, seen, module, forms);
    }
    if (sections.size() > 1)
        tabs(ui, tr("Sections"), sections, state.tab);
    if (state.tab == "records") {
        records_tab(ui, seen, module, state);
    } else if (state.tab == "people") {
        people_card(ui, seen, module, state, forms);
        invitations_card(ui, seen, module, state);
    } else if (state.tab == "form") {
        form_tab(ui, seen, module, state);
    } else if (sections.empty()) {
        static_cast<void>(empty_state(ui, {icon::clipboard_list, tr("You can submit records here"), tr("You do not see those that are there.")}));
    }
    if (!state.record.empty())
        record_panel(ui, seen, state, forms);
}

} // namespace castellan::ui
