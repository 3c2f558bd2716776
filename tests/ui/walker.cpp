#include "tests/ui/walker.hpp"

#include "tests/ui/catalogue.hpp"
#include "ui/screens/places.hpp"

#include <catch2/catch_test_macros.hpp>

namespace castellan::test {

Walker::Walker(client::Replica const& replica, Instant now, float width, float height)
    : replica_(replica), now_(now), ui_(ui::test_fonts()), account_(ui::home_account(replica.world(), replica.me()))
{
    ui_.set_viewport({.width = width, .height = height, .reduced_motion = true});
    ui_.set_clock(now, 0);
    ui_.set_viewer({.world = &replica.world(), .actor = replica.me(), .context = {.now = now}});
    driver_ = std::make_unique<ui::Driver>(ui_, [this] { page(); });
}

void Walker::page()
{
    auto const seen = ui::look(world(), replica_.me(), account_, now_, replica_.generation());
    auto const shell = ui::shell_view(seen, route_);
    ui::AppFrame frame{ui_, ui::app_view(shell, false), screens_->frame};
    screens_->forms.users.import.import = &import_;
    ui::draw_page(ui_, seen, route_, {audit_, movements_, integrations_}, *screens_);
}

void Walker::go(std::string_view hash)
{
    route_ = client::parse_route(hash);
    ui::arrive(*screens_, route_);
    if (auto const account = ui::account_of(world(), route_))
        account_ = account;
    draw();
    ++pages_;
    note(hash);
}

void Walker::draw(int frames) { driver_->frames(frames); }

void Walker::note(std::string_view where)
{
    on_page(where);
    for (auto const& offer : ui_.offers()) {
        // The "Save" of a form in which nothing was edited yet stands there disabled and is no change.
        auto const* edit = std::get_if<EditUser>(&offer.change);
        auto const* team = std::get_if<EditTeam>(&offer.change);
        auto const* patient = std::get_if<EditPatient>(&offer.change);
        auto const* act = std::get_if<ActOnPatient>(&offer.change);
        auto const* account = std::get_if<EditAccount>(&offer.change);
        auto const* custom_role = std::get_if<EditCustomRole>(&offer.change);
        if ((edit != nullptr && edit->fields == UserFields{}) || (team != nullptr && team->fields == TeamFields{}) ||
            (patient != nullptr && patient->fields == PatientFields{}) || (act != nullptr && act->fields == ActionFields{}) ||
            (account != nullptr && account->fields == AccountFields{}) ||
            (custom_role != nullptr && !custom_role->name && !custom_role->permissions))
            continue;
        // Nor is a form in which a thing has to be chosen first.
        auto const* role = std::get_if<SetModuleRole>(&offer.change);
        auto const* type = std::get_if<SetAdminType>(&offer.change);
        auto const* member = std::get_if<AddProfileMember>(&offer.change);
        if ((role != nullptr && !role->user) || (type != nullptr && !type->user) || (member != nullptr && !member->user))
            continue;
        offers_.try_emplace(key_of(world(), offer.change), Seen{std::string{where}, offer.decision.effect, offer.change});
    }
    for (auto const& item : driver_->items_without_entry())
        unnamed_.insert(std::string{where} + ": " + item);
}

bool Walker::offered(Change const& change) const { return offers_.contains(key_of(world(), change)); }

void Walker::form(std::string const& where, ui::FormState& state, std::function<void()> const& open)
{
    open();
    REQUIRE(state.open);
    draw(3); // It is measured, then shown.
    INFO(where);
    CHECK(state.open);
    ++forms_;
    note(where);
    screens_->forms = {};
}

void Walker::user_forms(UserId user)
{
    auto& forms = screens_->forms.users;
    auto const where = "a form about " + world().users[user].id;
    for (auto const& edit : ui::possible_edits(world(), user)) {
        if (offered(edit)) {
            form(where, forms.edit, [&] { ui::open_edit_user(forms.edit, world(), user); });
            break;
        }
    }
    for (auto const account : world().accounts.handles()) {
        for (auto const& change : ui::possible_roles(world(), user, account)) {
            if (offered(change)) {
                form(where, forms.role, [&] { ui::open_role(forms.role, world(), user, account); });
                break;
            }
        }
    }
    for (auto const& change : ui::possible_joins(world(), user)) {
        if (offered(change)) {
            form(where, forms.join, [&] { ui::open_join_groups(forms.join, world(), user); });
            break;
        }
    }
}

void Walker::team_forms(TeamId team)
{
    go(client::team_href(world().teams[team].id));
    auto& care = screens_->forms.care;
    auto const where = "a form about " + world().teams[team].id;
    if (offered(EditTeam{team, {.name = "?"}}))
        form(where, care, [&] { ui::open_team(care, world(), team); });
    auto const seen = ui::look(world(), replica_.me(), account_, now_, replica_.generation());
    if (auto const people = ui::possible_team_members(seen, team); !people.empty() && offered(AddTeamMember{team, people.front()}))
        form(where, care, [&] { ui::open_team_people(care, world(), team); });
    if (offered(CreatePatient{team, {}, {}}))
        form(where, care, [&] { ui::open_patient(care, world(), team); });
    for (auto const patient : world().teams[team].patients) {
        auto const& row = world().patients[patient];
        go(client::patient_href(row.id));
        if (offered(EditPatient{patient, {}}))
            form(where, care, [&] { ui::open_patient(care, world(), team, patient); });
        for (auto const& change : ui::possible_patient_moves(seen, patient)) {
            if (offered(change)) {
                form(where, care, [&] { ui::open_move_patient(care, world(), patient); });
                break;
            }
        }
        auto actions = std::vector<std::string>{""};
        for (auto const& action : row.actions)
            actions.push_back(action.id);
        for (auto const& action : actions) {
            if (offered(ActOnPatient{patient, action, {.text = "?"}}))
                form(where, care, [&] { ui::open_action(care, world(), patient, action); });
        }
    }
}

void Walker::group_forms(GroupId group)
{
    auto& forms = screens_->forms.groups;
    auto const& row = world().groups[group];
    auto const where = "a form about " + row.id;
    if (offered(EditGroup{group, {.name = "?"}}))
        form(where, forms.edit, [&] { ui::open_edit_group(forms.edit, world(), group); });
    auto const seen = ui::look(world(), replica_.me(), row.account, now_, replica_.generation());
    if (auto const people = ui::possible_members(seen, group); !people.empty() && offered(AddMember{group, people.front()}))
        form(where, forms.members, [&] { ui::open_add_members(forms.members, world(), group); });
    else if (!people.empty())
        // The button notes the first one that it finds; the form notes all.
        for (auto const user : people) {
            if (offered(AddMember{group, user})) {
                form(where, forms.members, [&] { ui::open_add_members(forms.members, world(), group); });
                break;
            }
        }
    for (auto const safe : ui::possible_safes(seen, group)) {
        if (offered(AddSafe{group, safe})) {
            form(where, forms.safes, [&] { ui::open_add_safes(forms.safes, world(), group); });
            break;
        }
    }
}

void Walker::safe_forms(SafeId safe)
{
    auto& forms = screens_->forms.safes;
    auto const where = "a form about " + world().safes[safe].id;
    if (offered(EditSafe{safe, {.name = "?"}}))
        form(where, forms.edit, [&] { ui::open_edit_safe(forms.edit, world(), safe); });
    for (auto const& change : ui::possible_groupings(world(), safe)) {
        if (offered(change)) {
            form(where, forms.groups, [&] { ui::open_safe_groups(forms.groups, world(), safe); });
            break;
        }
    }
    if (offered(IssueEmergencyCode{safe, "Keypad broken"}))
        form(where, forms.code, [&] { ui::open_reason(forms.code, world(), safe); });
    if (offered(UnlockSafe{safe, std::nullopt}))
        form(where, forms.unlock, [&] { ui::open_reason(forms.unlock, world(), safe); });
    if (offered(CreateAsset{safe, {}, {}}))
        form(where, forms.create_asset, [&] { ui::open_create_asset(forms.create_asset, world(), safe); });
    for (auto const asset : world().safes[safe].assets) {
        go(client::asset_href(world().assets[asset].id));
        asset_forms(asset);
    }
}

void Walker::asset_forms(AssetId asset)
{
    auto& forms = screens_->forms.safes;
    auto const where = "a form about " + world().assets[asset].id;
    if (offered(EditAsset{asset, {}}))
        form(where, forms.edit_asset, [&] { ui::open_edit_asset(forms.edit_asset, world(), asset); });
    if (offered(CountAsset{asset, 0}))
        form(where, forms.count, [&] { ui::open_count(forms.count, world(), std::span{&asset, 1}); });
    if (offered(WasteAsset{asset, 1, "?"}))
        form(where, forms.waste, [&] { ui::open_waste(forms.waste, world(), asset); });
    if (offered(EnrollAsset{asset, std::nullopt}))
        form(where, forms.enroll, [&] { ui::open_enroll(forms.enroll, world(), asset); });
    for (auto const& change : ui::possible_moves(world(), asset)) {
        if (offered(change)) {
            form(where, forms.move, [&] { ui::open_move(forms.move, world(), asset); });
            break;
        }
    }
}

void Walker::door_forms(DoorId door)
{
    auto& forms = screens_->forms.doors;
    auto const id = world().doors[door].id;
    auto const where = "a form about " + id;
    if (offered(EditDoor{door, {.name = "?"}}))
        form(where, forms.edit, [&] { ui::open_edit_door(forms.edit, world(), door); });
    if (offered(SetLockSettings{door, "{}"}))
        form(where, forms.lock, [&] { ui::open_lock_settings(forms.lock, world(), door); });
    if (offered(UnlockDoorFor{door, "?"}))
        form(where, forms.unlock_for, [&] { ui::open_unlock_for(forms.unlock_for, world(), door); });
    auto const seen = ui::look(world(), replica_.me(), world().doors[door].account, now_, replica_.generation());
    if (auto const possible = ui::possible_gift(seen, ui::Give::keys, id); possible && offered(*possible))
        form(where, forms.give, [&] { ui::open_give(forms.give, ui::Give::keys, {id}); });
    if (auto const possible = ui::possible_gift(seen, ui::Give::doors, {}, id); possible && offered(*possible))
        form(where, forms.give, [&] { ui::open_give(forms.give, ui::Give::doors, {}, {id}); });
}

void Walker::key_forms(GroupId group)
{
    auto& give = screens_->forms.doors.give;
    auto const id = world().groups[group].id;
    auto const seen = ui::look(world(), replica_.me(), world().groups[group].account, now_, replica_.generation());
    for (auto const what : {ui::Give::key_roles, ui::Give::doors}) {
        if (auto const possible = ui::possible_gift(seen, what, id); possible && offered(*possible))
            form("a form about " + id, give, [&] { ui::open_give(give, what, {id}); });
    }
}

void Walker::walk()
{
    auto const accounts = ui::accounts_of(world());
    auto const lists = {"#/", "#/users", "#/members", "#/invitations", "#/teams", "#/accounts", "#/organization", "#/groups", "#/safes", "#/assets", "#/doors", "#/doors?view=groups", "#/doors?view=keys", "#/reports", "#/reports?report=differs",
                        "#/reports?report=expires&expires=90", "#/reports?report=movements", "#/modules", "#/admin", "#/profiles", "#/roles", "#/roles?book=modules&who=records.list&of=collaborator", "#/privileges", "#/access", "#/access?can=roles", "#/schedules", "#/credentials",
                        "#/terminals", "#/webhooks", "#/settings", "#/audit", "#/profile", "#/search?q=a", "#/nowhere"};
    for (auto const account : accounts.empty() ? std::vector<AccountId>{AccountId{}} : accounts) {
        for (auto const* hash : lists) {
            account_ = account;
            go(hash);
        }
        auto const seen = ui::look(world(), replica_.me(), account, now_, replica_.generation());
        auto& forms = screens_->forms;
        for (auto const& change : ui::possible_creations(seen)) {
            if (offered(change)) {
                form("the form for a new person", forms.users.create, [&] { ui::open_create_user(forms.users.create); });
                break;
            }
        }
        for (auto const& change : ui::possible_first_roles(seen)) {
            if (offered(change)) {
                form("the form for a first role", forms.users.give, [&] { ui::open_give_role(forms.users.give); });
                break;
            }
        }
        if (!ui::possible_invitations(seen).empty() && ui::has_place(seen, *ui::place_at(client::Page::invitations)))
            form("the form for invitations", forms.modules.invite, [&] { ui::open_invite(forms.modules.invite); });
        if (offered(CreateTeam{{}, {}}))
            form("the form for a new team", forms.care, [&] { ui::open_team(forms.care, world()); });
        if (offered(CreateAccount{{}, {}, {}}))
            form("the form for a new account", forms.modules.account, [&] { ui::open_account(forms.modules.account, world()); });
        if (offered(EditAccount{account, {}}))
            form("the form for an account", forms.modules.account, [&] { ui::open_account(forms.modules.account, world(), account); });
        if (offered(ImportUsers{account, {}}))
            form("the form for an import", forms.users.import, [&] { ui::open_import(forms.users.import); });
        if (offered(CreateGroup{account, {}, {}}))
            form("the form for a new group", forms.groups.create, [&] { ui::open_create_group(forms.groups.create); });
        if (account) // Somebody may see none.
            account_forms(account);
        if (offered(RegisterSafe{account, {}, {}}))
            form("the form for a new safe", forms.safes.create, [&] { ui::open_register_safe(forms.safes.create); });
        if (offered(CreateDoor{account, {}, {}}))
            form("the form for a new door", forms.doors.create, [&] { ui::open_install_door(forms.doors.create); });
    }
    for (auto const user : world().users.handles()) {
        // A person's page offers what may be done in the account that is chosen.
        for (auto const account : accounts.empty() ? std::vector<AccountId>{AccountId{}} : accounts) {
            account_ = account;
            go(client::user_href(world().users[user].id));
        }
        user_forms(user);
    }
    for (auto const team : world().teams.handles())
        team_forms(team);
    for (auto const group : world().groups.handles()) {
        go(client::group_href(world().groups[group].id));
        go("#/access?thing=group:" + world().groups[group].id);
        group_forms(group);
        key_forms(group);
    }
    for (auto const door : world().doors.handles()) {
        go(client::door_href(world().doors[door].id));
        door_forms(door);
    }
    for (auto const safe : world().safes.handles()) {
        go("#/access?thing=safe:" + world().safes[safe].id);
        go(client::safe_href(world().safes[safe].id));
        safe_forms(safe);
    }
    for (auto const module : world().modules.handles())
        module_forms(module);
    for (auto const profile : world().profiles.handles())
        profile_forms(profile);
}

} // namespace castellan::test
