#include "ui/screens/user_forms.hpp"

#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

constexpr auto roles_by_rank = std::to_array({SafesRole::user, SafesRole::group_admin, SafesRole::account_admin});

/// Nobody has this address: it stands for one that is not typed yet.
constexpr auto stand_in_email = std::string_view{"somebody@castellan.invalid"};

std::vector<GroupId> resolved(World const& world, std::vector<std::string> const& ids)
{
    auto groups = std::vector<GroupId>{};
    for (auto const& id : ids) {
        if (auto const group = world.groups.find(id))
            groups.push_back(group);
    }
    return groups;
}

// ---- Add a person ------------------------------------------------------------------------------------------------

/// The creation as the form says it, with stand-ins for what is not typed yet, so that it can be judged.
CreateUser creation(World const& world, AccountId account, CreateUserForm const& form)
{
    return {.account = account,
            .user = {},
            .name = form.name.empty() ? std::string{"?"} : trimmed(form.name),
            .email = looks_like_email(form.email) ? trimmed(form.email) : std::string{stand_in_email},
            .phone = trimmed(form.phone),
            .role = safes_role_of(form.role),
            .groups = resolved(world, form.groups)};
}

std::string_view missing(CreateUserForm const& form)
{
    if (trimmed(form.name).empty())
        return tr("Type a name first.");
    if (!looks_like_email(trimmed(form.email)))
        return tr("Type an e-mail address first: the person signs in with it.");
    return {};
}

/// The roles that somebody new may be given: with no group, or with one of those in sight.
std::vector<Choice> role_choices(Ui& ui, Seen const& seen, CreateUserForm form)
{
    auto choices = std::vector<Choice>{};
    for (auto const role : roles_by_rank) {
        form.role = key_of(role);
        auto possible = std::vector<Change>{};
        form.groups.clear();
        possible.emplace_back(creation(seen.world, seen.account, form));
        for (auto const group : groups_of(seen.world, seen.account)) {
            form.groups = {seen.world.groups[group].id};
            possible.emplace_back(creation(seen.world, seen.account, form));
        }
        if (any_offered(ui, possible))
            choices.push_back({std::string{key_of(role)}, std::string{title_of(role)}, std::string{meaning_of(role)}});
    }
    return choices;
}

std::vector<Choice> group_choices(Ui& ui, Seen const& seen, CreateUserForm form)
{
    auto choices = std::vector<Choice>{};
    for (auto const group : groups_of(seen.world, seen.account)) {
        auto const& row = seen.world.groups[group];
        form.groups = {row.id};
        if (ui.judge(creation(seen.world, seen.account, form)).effect != Effect::deny)
            choices.push_back({row.id, row.name});
    }
    return choices;
}

void create_user_dialog(Ui& ui, Seen const& seen, CreateUserForm& form)
{
    auto const& world = seen.world;
    auto const* account = world.accounts.get(seen.account);
    auto const body = account == nullptr ? std::string{}
                                         : tr("They become a member of {} and are active once they have signed in for the "
                                              "first time.",
                                              account->name);
    if (Dialog dialog{ui, tr("Add a person"), form.open, {.body = body}}) {
        form_problem(ui, form);
        text_field(ui, tr("Name"), form.name, {.required = true, .max_length = 120, .autofocus = true});
        auto const email = trimmed(form.email);
        text_field(ui, tr("E-mail address"), form.email,
                   {.hint = tr("They sign in with it."),
                    .error = email.empty() || looks_like_email(email) ? std::string_view{} : tr("This is not an e-mail address."),
                    .kind = EntryKind::email,
                    .required = true,
                    .max_length = 254});
        text_field(ui, tr("Phone"), form.phone, {.placeholder = "+1 555 0100", .max_length = 40});
        auto const roles = role_choices(ui, seen, form);
        if (!roles.empty() && std::ranges::find(roles, form.role, &Choice::key) == roles.end())
            form.role = roles.front().key;
        radio_group(ui, tr("Role"), roles, form.role);
        auto const groups = group_choices(ui, seen, form);
        if (!groups.empty())
            multi_select(ui, tr("Groups"), groups, form.groups, {.hint = tr("Their safes come with the groups.")});

        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Add person"), creation(world, seen.account, form),
                         {.icon = icon::user_plus, .incomplete = missing(form)}, dialog.submitted()))
            dialog.close();
    }
}

// ---- Edit --------------------------------------------------------------------------------------------------------

void edit_user_dialog(Ui& ui, Seen const& seen, EditUserForm& form)
{
    auto const& world = seen.world;
    auto const user = world.users.find(form.thing);
    if (!user) {
        form.open = false;
        return;
    }
    auto const& row = world.users[user];
    if (Dialog dialog{ui, tr("Edit {}", row.name), form.open}) {
        form_problem(ui, form);
        auto fields = UserFields{};
        auto const name_now = now_there(form, form.name, row.name);
        auto const possible = possible_edits(world, user);
        if (ui.may_offer(possible[0]) != Effect::deny) {
            text_field(ui, tr("Name"), form.name, {.hint = name_now, .required = true, .max_length = 120, .autofocus = true});
            fields.name = edited(form.name, row.name);
        }
        // where e-mail and phone are not this person's to change, the fields are not there.
        auto const email_now = now_there(form, form.email, row.email);
        if (ui.may_offer(possible[1]) != Effect::deny) {
            auto const email = trimmed(form.email);
            text_field(ui, tr("E-mail address"), form.email,
                       {.hint = email_now.empty() ? std::string_view{tr("They sign in with it.")} : std::string_view{email_now},
                        .error = looks_like_email(email) ? std::string_view{} : tr("This is not an e-mail address."),
                        .kind = EntryKind::email,
                        .required = true,
                        .max_length = 254});
            fields.email = edited(form.email, row.email);
        }
        auto const phone_now = now_there(form, form.phone, row.phone);
        if (ui.may_offer(possible[2]) != Effect::deny) {
            text_field(ui, tr("Phone"), form.phone, {.hint = phone_now, .max_length = 40});
            fields.phone = edited(form.phone, row.phone);
        }
        auto const asked = wire::decode_form(world.organization.user_fields).value_or(std::vector<FieldDefinition>{});
        auto lacking = std::string{};
        if (!asked.empty() && ui.judge(possible[0]).effect != Effect::deny) {
            form_fields(ui, asked, form.values);
            lacking = incomplete_form(asked, form.values);
            if (auto given = values_of(asked, form.values.answers); given != row.values->json)
                fields.values = std::move(given);
        }
        auto incomplete = std::string_view{lacking};
        if (fields.name && fields.name->empty())
            incomplete = tr("A person needs a name.");
        else if (fields.email && !looks_like_email(*fields.email))
            incomplete = tr("This is not an e-mail address.");
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Save"), EditUser{user, fields}, {.incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

// ---- Role --------------------------------------------------------------------------------------------------------

void role_dialog(Ui& ui, Seen const& seen, RoleForm& form)
{
    auto const& world = seen.world;
    auto const user = world.users.find(form.thing);
    auto const account = world.accounts.find(form.account);
    if (!user || !account) {
        form.open = false;
        return;
    }
    auto const& row = world.users[user];
    auto const present = row.roles_in(account).safes;
    auto const body = tr("In {}. Present role: {}.", world.accounts[account].name, title_of(present));
    if (Dialog dialog{ui, tr("Role of {}", row.name), form.open, {.body = body}}) {
        form_problem(ui, form);
        auto choices = std::vector<Choice>{};
        for (auto const role : {SafesRole::user, SafesRole::group_admin, SafesRole::account_admin, SafesRole::none}) {
            auto const change = SetUserRole{user, account, role};
            auto const decision = ui.judge(change);
            if (role == present) {
                choices.push_back({std::string{key_of(role)}, std::string{title_of(role)}, tr("As it is now")});
            } else if (decision.effect != Effect::deny) {
                static_cast<void>(ui.may_offer(change));
                choices.push_back({std::string{key_of(role)}, std::string{title_of(role)}, std::string{meaning_of(role)}, {},
                                   decision.effect == Effect::not_now ? std::string{tr(decision.reason)} : std::string{}});
            }
        }
        radio_group(ui, tr("Role"), choices, form.role);
        auto const chosen = safes_role_of(form.role);
        if (chosen != present)
            ui.consequences(std::to_array<Change>({SetUserRole{user, account, chosen}}));
        auto actions = dialog.actions();
        auto const incomplete = chosen == present ? std::string_view{tr("Choose another role first.")} : std::string_view{};
        auto const ending = chosen == SafesRole::none;
        auto options = OfferOptions{.weight = ending ? Weight::danger : Weight::primary, .incomplete = incomplete};
        if (ending)
            options.confirm = Confirmation{tr("End the role of {}?", row.name),
                                           tr("They can no longer work with the safes of {}.", world.accounts[account].name),
                                           tr("End role")};
        if (submit_offer(ui, actions, ending ? tr("End role") : tr("Set role"), SetUserRole{user, account, chosen}, options,
                         dialog.submitted()))
            dialog.close();
    }
}

void give_role_dialog(Ui& ui, Seen const& seen, GiveRoleForm& form)
{
    auto const& world = seen.world;
    auto const* account = world.accounts.get(seen.account);
    if (account == nullptr) {
        form.open = false;
        return;
    }
    auto const body = tr("To somebody of the organisation who has none in {} yet.", account->name);
    if (Dialog dialog{ui, tr("Give a role"), form.open, {.body = body}}) {
        form_problem(ui, form);
        auto people = std::vector<Choice>{};
        auto roles = std::vector<Choice>{};
        auto const& possible = form.possible.get({seen.generation, seen.account}, [&] { return possible_first_roles(seen); });
        for (auto const& change : possible) {
            static_cast<void>(ui.may_offer(change));
            auto const& given = std::get<SetUserRole>(change);
            auto const& person = world.users[given.user];
            if (people.empty() || people.back().key != person.id)
                people.push_back({person.id, person.name, std::string{title_of(person.status)}});
            if (person.id == form.user)
                roles.push_back({std::string{key_of(given.role)}, std::string{title_of(given.role)}, std::string{meaning_of(given.role)}});
        }
        put_in_order(people, comes_before, &Choice::label);
        select(ui, tr("Person"), people, form.user, {.placeholder = tr("Choose a person"), .required = true, .autofocus = true});
        if (!roles.empty())
            radio_group(ui, tr("Role"), roles, form.role);
        auto const user = world.users.find(form.user);
        if (user)
            ui.consequences(std::to_array<Change>({SetUserRole{user, seen.account, safes_role_of(form.role)}}));
        auto actions = dialog.actions();
        if (!user)
            static_cast<void>(actions.button(tr("Give role"), {.weight = Weight::primary, .disabled = tr("Choose a person first.")}));
        else if (submit_offer(ui, actions, tr("Give role"), SetUserRole{user, seen.account, safes_role_of(form.role)},
                              {.icon = icon::shield_user}, dialog.submitted()))
            dialog.close();
    }
}

// ---- Groups ------------------------------------------------------------------------------------------------------

void join_groups_dialog(Ui& ui, Seen const& seen, JoinGroupsForm& form)
{
    auto const& world = seen.world;
    auto const user = world.users.find(form.thing);
    if (!user) {
        form.open = false;
        return;
    }
    auto const& row = world.users[user];
    if (Dialog dialog{ui, tr("Add {} to groups", row.name), form.open}) {
        form_problem(ui, form);
        auto choices = std::vector<Choice>{};
        for (auto const& change : possible_joins(world, user)) {
            auto const decision = ui.judge(change);
            if (decision.effect == Effect::deny)
                continue;
            static_cast<void>(ui.may_offer(change));
            auto const& group = world.groups[std::get<AddMember>(change).group];
            auto const* account = world.accounts.get(group.account);
            choices.push_back({group.id, group.name, account == nullptr ? std::string{} : account->name, icon::users_round,
                               decision.effect == Effect::not_now ? std::string{tr(decision.reason)} : std::string{}});
        }
        if (choices.empty())
            paragraph(ui, tr("{} is in every group that you can add people to.", row.name));
        else
            multi_select(ui, tr("Groups"), choices, form.groups, {.placeholder = tr("Choose groups"), .autofocus = true});
        auto const groups = resolved(world, form.groups);
        auto joins = std::vector<Change>{};
        for (auto const group : groups)
            joins.emplace_back(AddMember{group, user});
        ui.consequences(joins);
        auto actions = dialog.actions();
        auto const label = groups.size() > 1 ? tr_n("Add to {} group", "Add to {} groups", static_cast<std::int64_t>(groups.size()))
                                             : std::string{tr("Add to group")};
        if (actions.button(label, {.weight = Weight::primary,
                                   .icon = icon::plus,
                                   .disabled = groups.empty() ? std::string_view{tr("Choose a group first.")} : std::string_view{}})) {
            for (auto const group : groups)
                ui.request(AddMember{group, user});
            dialog.close();
        }
    }
}

} // namespace

void open_create_user(CreateUserForm& form, std::string_view group)
{
    form = {};
    form.open = form.filled = true;
    if (!group.empty())
        form.groups.emplace_back(group);
}

void open_edit_user(EditUserForm& form, World const& world, UserId user)
{
    auto const& row = world.users[user];
    form = {};
    form.open = form.filled = true;
    form.thing = row.id;
    form.version = row.version;
    form.name = row.name;
    form.email = row.email;
    form.phone = row.phone;
    form.values.answers = wire::answers_in(row.values->json);
}

void open_role(RoleForm& form, World const& world, UserId user, AccountId account)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.users[user].id;
    form.account = world.accounts[account].id;
    form.role = key_of(world.users[user].roles_in(account).safes);
}

void open_give_role(GiveRoleForm& form)
{
    form = {};
    form.open = form.filled = true;
}

void open_join_groups(JoinGroupsForm& form, World const& world, UserId user)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.users[user].id;
}

std::vector<Change> possible_creations(Seen const& seen)
{
    auto possible = std::vector<Change>{};
    auto form = CreateUserForm{};
    for (auto const role : roles_by_rank) {
        form.role = key_of(role);
        form.groups.clear();
        possible.emplace_back(creation(seen.world, seen.account, form));
        for (auto const group : groups_of(seen.world, seen.account)) {
            form.groups = {seen.world.groups[group].id};
            possible.emplace_back(creation(seen.world, seen.account, form));
        }
    }
    return possible;
}

std::vector<Change> possible_edits(World const& world, UserId user)
{
    // Each with a value that is not there yet: an edit that changes nothing would be judged as harmless.
    auto const& row = world.users[user];
    return {EditUser{user, {.name = row.name + "?"}}, EditUser{user, {.email = std::string{stand_in_email}}},
            EditUser{user, {.phone = row.phone + "0"}}};
}

std::vector<Change> possible_roles(World const& world, UserId user, AccountId account)
{
    auto const present = world.users[user].roles_in(account).safes;
    auto possible = std::vector<Change>{};
    for (auto const role : {SafesRole::none, SafesRole::user, SafesRole::group_admin, SafesRole::account_admin}) {
        if (role != present)
            possible.emplace_back(SetUserRole{user, account, role});
    }
    return possible;
}

std::vector<Change> possible_first_roles(Seen const& seen)
{
    auto possible = std::vector<Change>{};
    if (!seen.account || !permissions_within(seen.world, seen.me, seen.account).has(Permission::users_set_role))
        return possible;
    for (auto const user : seen.world.users.handles()) {
        if (seen.world.users[user].roles_in(seen.account).safes != SafesRole::none)
            continue;
        for (auto const role : roles_by_rank) {
            if (auto const change = SetUserRole{user, seen.account, role}; seen.offers(change))
                possible.emplace_back(change);
        }
    }
    return possible;
}

std::vector<Change> possible_joins(World const& world, UserId user)
{
    auto possible = std::vector<Change>{};
    for (auto const account : accounts_of(world)) {
        for (auto const group : groups_of(world, account)) {
            if (!holds(world.users[user].groups, group))
                possible.emplace_back(AddMember{group, user});
        }
    }
    return possible;
}

void person_actions(Ui& ui, Actions& actions, Seen const& seen, UserId user, UserForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.users[user];
    if (any_offered(ui, possible_roles(world, user, seen.account)) &&
        actions.button(tr("Set role…"), {.icon = icon::shield_user}))
        open_role(forms.role, world, user, seen.account);
    if (any_offered(ui, possible_edits(world, user)) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_edit_user(forms.edit, world, user);
    actions.rest_in_menu();
    if (any_offered(ui, possible_joins(world, user)) && actions.button(tr("Add to groups…"), {.icon = icon::users_round}))
        open_join_groups(forms.join, world, user);
    actions.offer(tr("Clear PIN"), ClearPin{user},
                  {.icon = icon::key_round,
                   .confirm = Confirmation{tr("Clear the PIN of {}?", row.name),
                                           tr("They choose a new one at a safe before they can use it again."), tr("Clear PIN")}});
    actions.offer(tr("Clear fingerprint"), ClearFingerprint{user},
                  {.icon = icon::fingerprint,
                   .confirm = Confirmation{tr("Clear the fingerprint of {}?", row.name),
                                           tr("They enroll it anew at a safe before they can use it again."), tr("Clear fingerprint")}});
    // What takes a one-time code says what happens where the code is asked for.
    if (row.administrator)
        actions.offer(tr("End administrator role"), SetAdministrator{user, false}, {.weight = Weight::danger, .icon = icon::user_minus});
    else
        actions.offer(tr("Make administrator"), SetAdministrator{user, true}, {.icon = icon::shield_user});
    // T-2: whoever may disable a person may do this, too.
    if (row.status == Status::active && user != seen.me && seen.offers(DisableUser{user}) &&
        actions.button(tr("End sessions…"), {.weight = Weight::danger, .icon = icon::log_out}))
        forms.end_sessions = {.open = true, .user = row.id};
    if (row.status == Status::disabled) {
        actions.offer(tr("Enable"), EnableUser{user}, {.icon = icon::user_check});
    } else {
        auto question = std::optional<Confirmation>{};
        if (!ui.judge(DisableUser{user}).needs.otp)
            question = Confirmation{tr("Disable {}?", row.name),
                                    tr("Their sessions end at once and they can do nothing until they are enabled again."), tr("Disable")};
        actions.offer(tr("Disable"), DisableUser{user}, {.weight = Weight::danger, .icon = icon::ban, .confirm = std::move(question)});
    }
    actions.offer(tr("Delete"), DeleteUser{user},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete {}?", row.name),
                                           tr("Their roles, memberships and sessions end. The audit trail keeps what they did. "
                                           "This can't be undone."),
                                           tr("Delete")}});
}

namespace {

void end_sessions_dialog(Ui& ui, Seen const& seen, EndSessionsForm& form)
{
    auto const user = seen.world.users.find(form.user);
    form.open = form.open && user;
    if (!form.open)
        return;
    if (Dialog dialog{ui, tr("End the sessions of {}?", seen.world.users[user].name), form.open,
                      {.body = tr("Every browser and device where they are signed in is put out at once. They can sign in again."),
                       .width = 30,
                       .alert = true}}) {
        auto actions = dialog.actions();
        if (actions.button(tr("End sessions"), {.weight = Weight::danger})) {
            form.wants = true;
            dialog.close();
        }
    }
}

} // namespace

void user_dialogs(Ui& ui, Seen const& seen, UserForms& forms)
{
    end_sessions_dialog(ui, seen, forms.end_sessions);
    if (forms.create.open)
        create_user_dialog(ui, seen, forms.create);
    if (forms.edit.open)
        edit_user_dialog(ui, seen, forms.edit);
    if (forms.role.open)
        role_dialog(ui, seen, forms.role);
    if (forms.give.open)
        give_role_dialog(ui, seen, forms.give);
    if (forms.join.open)
        join_groups_dialog(ui, seen, forms.join);
    if (forms.import.open)
        import_dialog(ui, seen, forms.import);
}

} // namespace castellan::ui
