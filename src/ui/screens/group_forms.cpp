#include "ui/screens/group_forms.hpp"

#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

/// Offers noted per frame for a picker: what the sweep looks at, bounded so that a picker of 100,000 stays quick.
constexpr auto noted_at_most = std::size_t{2000};

std::vector<std::string> lines_in(std::string_view text)
{
    auto lines = std::vector<std::string>{};
    auto line = std::string{};
    for (auto const c : text) {
        if (c == '\n' || c == ',' || c == ';' || c == ' ') {
            if (!line.empty())
                lines.push_back(std::exchange(line, {}));
        } else {
            line += c;
        }
    }
    if (!line.empty())
        lines.push_back(line);
    return lines;
}

std::string joined(std::vector<std::string> const& lines)
{
    auto text = std::string{};
    for (auto const& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

std::string_view missing(GroupForm const& form)
{
    if (trimmed(form.name).empty())
        return tr("Type a name first.");
    for (auto const& email : lines_in(form.emails)) {
        if (!looks_like_email(email))
            return tr("One of the notification addresses is no e-mail address.");
    }
    return {};
}

void group_fields(Ui& ui, GroupForm& form, Group const* present)
{
    auto const name_now = present == nullptr ? std::string{} : now_there(form, form.name, present->name);
    auto const text_now = present == nullptr ? std::string{} : now_there(form, form.description, present->description);
    auto const mail_now = present == nullptr ? std::string{} : now_there(form, form.emails, joined(present->notification_emails));
    text_field(ui, tr("Name"), form.name,
               {.hint = name_now, .placeholder = tr("Station 7"), .required = true, .max_length = 120, .autofocus = true});
    text_area(ui, tr("Description"), form.description, 3, {.hint = text_now, .max_length = 2000});
    text_area(ui, tr("Notification e-mails"), form.emails, 2,
              {.hint = mail_now.empty() ? std::string_view{tr("One address a line. They are told what happens in this group.")}
                                        : std::string_view{mail_now}});
}

void create_group_dialog(Ui& ui, Seen const& seen, GroupForm& form)
{
    if (Dialog dialog{ui, tr("Create a group"), form.open,
                      {.body = tr("A group brings people and safes together: a station, a unit, a site.")}}) {
        form_problem(ui, form);
        group_fields(ui, form, nullptr);
        auto fields = GroupFields{.name = trimmed(form.name)};
        if (!trimmed(form.description).empty())
            fields.description = trimmed(form.description);
        if (auto emails = lines_in(form.emails); !emails.empty())
            fields.notification_emails = std::move(emails);
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Create group"), CreateGroup{seen.account, {}, fields},
                         {.icon = icon::plus, .incomplete = missing(form)}, dialog.submitted()))
            dialog.close();
    }
}

void edit_group_dialog(Ui& ui, Seen const& seen, GroupForm& form)
{
    auto const group = seen.world.groups.find(form.thing);
    if (!group) {
        form.open = false;
        return;
    }
    auto const& row = seen.world.groups[group];
    if (Dialog dialog{ui, tr("Edit {}", row.name), form.open}) {
        form_problem(ui, form);
        group_fields(ui, form, &row);
        auto fields = GroupFields{.name = edited(form.name, row.name), .description = edited(form.description, row.description)};
        if (auto emails = lines_in(form.emails); emails != row.notification_emails)
            fields.notification_emails = std::move(emails);
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Save"), EditGroup{group, fields}, {.incomplete = missing(form)}, dialog.submitted()))
            dialog.close();
    }
}

void add_members_dialog(Ui& ui, Seen const& seen, AddMembersForm& form)
{
    auto const& world = seen.world;
    auto const group = world.groups.find(form.thing);
    if (!group) {
        form.open = false;
        return;
    }
    auto const& row = world.groups[group];
    if (Dialog dialog{ui, tr("Add members to {}", row.name), form.open,
                      {.body = tr("Members reach the safes of the group as their role allows.")}}) {
        form_problem(ui, form);
        auto const& choices = form.choices.get({seen.generation, form.thing}, [&] {
            auto made = std::vector<Choice>{};
            for (auto const user : possible_members(seen, group)) {
                auto const& person = world.users[user];
                made.push_back({person.id, person.name,
                                std::string{title_of(person.roles_in(row.account).safes)} +
                                    (person.email.empty() ? "" : " · " + person.email)});
            }
            return made;
        });
        for (auto at = std::size_t{0}; at < std::min(choices.size(), noted_at_most); ++at)
            static_cast<void>(ui.may_offer(AddMember{group, world.users.find(choices[at].key)}));
        if (choices.empty())
            paragraph(ui, tr("Everybody whom you can add is a member already."));
        else
            multi_select(ui, tr("People"), choices, form.users, {.placeholder = tr("Search by name or e-mail"), .autofocus = true});
        auto joins = std::vector<Change>{};
        for (auto const& id : form.users)
            joins.emplace_back(AddMember{group, world.users.find(id)});
        ui.consequences(joins);

        auto actions = dialog.actions();
        auto const count = static_cast<std::int64_t>(form.users.size());
        auto const label = count > 1 ? tr_n("Add {} person", "Add {} people", count) : std::string{tr("Add member")};
        if (actions.button(label, {.weight = Weight::primary,
                                   .icon = icon::user_plus,
                                   .disabled = count == 0 ? std::string_view{tr("Choose people first.")} : std::string_view{}})) {
            for (auto const& id : form.users) {
                if (auto const user = world.users.find(id))
                    ui.request(AddMember{group, user});
            }
            dialog.close();
        }
    }
}

void add_safes_dialog(Ui& ui, Seen const& seen, AddSafesForm& form)
{
    auto const& world = seen.world;
    auto const group = world.groups.find(form.thing);
    if (!group) {
        form.open = false;
        return;
    }
    auto const& row = world.groups[group];
    if (Dialog dialog{ui, tr("Add safes to {}", row.name), form.open,
                      {.body = tr("Members of the group reach its safes. A safe may be in several groups.")}}) {
        form_problem(ui, form);
        auto choices = std::vector<Choice>{};
        for (auto const safe : possible_safes(seen, group)) {
            auto const& thing = world.safes[safe];
            static_cast<void>(ui.may_offer(AddSafe{group, safe}));
            choices.push_back({thing.id, thing.name, thing.serial, icon::vault});
        }
        if (choices.empty())
            paragraph(ui, tr("Every safe of the account is in this group already."));
        else
            multi_select(ui, tr("Safes"), choices, form.safes, {.placeholder = tr("Search by name or serial"), .autofocus = true});
        auto actions = dialog.actions();
        auto const count = static_cast<std::int64_t>(form.safes.size());
        auto const label = count > 1 ? tr_n("Add {} safe", "Add {} safes", count) : std::string{tr("Add safe")};
        if (actions.button(label, {.weight = Weight::primary,
                                   .icon = icon::plus,
                                   .disabled = count == 0 ? std::string_view{tr("Choose a safe first.")} : std::string_view{}})) {
            for (auto const& id : form.safes) {
                if (auto const safe = world.safes.find(id))
                    ui.request(AddSafe{group, safe});
            }
            dialog.close();
        }
    }
}

} // namespace

void open_create_group(GroupForm& form)
{
    form = {};
    form.open = form.filled = true;
}

void open_edit_group(GroupForm& form, World const& world, GroupId group)
{
    auto const& row = world.groups[group];
    form = {};
    form.open = form.filled = true;
    form.thing = row.id;
    form.version = row.version;
    form.name = row.name;
    form.description = row.description;
    form.emails = joined(row.notification_emails);
}

void open_add_members(AddMembersForm& form, World const& world, GroupId group)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.groups[group].id;
}

void open_add_safes(AddSafesForm& form, World const& world, GroupId group)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.groups[group].id;
}

std::vector<UserId> possible_members(Seen const& seen, GroupId group)
{
    auto people = std::vector<UserId>{};
    auto const& members = seen.world.groups[group].members;
    for (auto const user : seen.world.users.handles()) {
        if (!holds(members, user) && seen.offers(AddMember{group, user}))
            people.push_back(user);
    }
    put_in_order(people, [&](UserId one, UserId other) {
        return comes_before(seen.world.users[one].name, seen.world.users[other].name);
    });
    return people;
}

std::vector<SafeId> possible_safes(Seen const& seen, GroupId group)
{
    auto safes = safes_of(seen.world, seen.world.groups[group].account);
    std::erase_if(safes, [&](SafeId safe) {
        return holds(seen.world.groups[group].safes, safe) || !seen.offers(AddSafe{group, safe});
    });
    return safes;
}

void add_members_action(Ui& ui, Actions& actions, Seen const& seen, GroupId group, GroupForms& forms)
{
    // OPTIMIZATION: whom nothing grants it need not be asked about everybody.
    if (!permissions_in(seen.world, seen.me, place_of(seen.world, group)).has(Permission::groups_assign_members))
        return;
    auto const& members = seen.world.groups[group].members;
    for (auto const user : seen.world.users.handles()) {
        if (holds(members, user) || !seen.offers(AddMember{group, user}))
            continue;
        static_cast<void>(ui.may_offer(AddMember{group, user}));
        if (actions.button(tr("Add members…"), {.icon = icon::user_plus}))
            open_add_members(forms.members, seen.world, group);
        return;
    }
}

void add_safes_action(Ui& ui, Actions& actions, Seen const& seen, GroupId group, GroupForms& forms)
{
    if (!permissions_in(seen.world, seen.me, place_of(seen.world, group)).has(Permission::groups_assign_safes))
        return;
    auto const& safes = seen.world.groups[group].safes;
    for (auto const safe : seen.world.safes.handles()) {
        if (holds(safes, safe) || !seen.offers(AddSafe{group, safe}))
            continue;
        static_cast<void>(ui.may_offer(AddSafe{group, safe}));
        if (actions.button(tr("Add safes…"), {.icon = icon::plus}))
            open_add_safes(forms.safes, seen.world, group);
        return;
    }
}

void group_actions(Ui& ui, Actions& actions, Seen const& seen, GroupId group, GroupForms& forms)
{
    auto const& row = seen.world.groups[group];
    if (any_offered(ui, {EditGroup{group, {.name = row.name + "?"}}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_edit_group(forms.edit, seen.world, group);
    actions.rest_in_menu();
    actions.offer(tr("Delete"), DeleteGroup{group},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete {}?", row.name),
                                           tr("Its people and safes stay, but its members no longer reach its safes through "
                                           "it. This can't be undone."),
                                           tr("Delete group")}});
}

void group_dialogs(Ui& ui, Seen const& seen, GroupForms& forms)
{
    if (forms.create.open)
        create_group_dialog(ui, seen, forms.create);
    if (forms.edit.open)
        edit_group_dialog(ui, seen, forms.edit);
    if (forms.members.open)
        add_members_dialog(ui, seen, forms.members);
    if (forms.safes.open)
        add_safes_dialog(ui, seen, forms.safes);
}

} // namespace castellan::ui
