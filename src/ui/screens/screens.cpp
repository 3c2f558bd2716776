#include "ui/screens/screens.hpp"

#include "ui/screens/absent_screen.hpp"
#include "rules/sight.hpp"
#include "ui/screens/places.hpp"

#include <memory>

namespace castellan::ui {

using Where = client::Page;
using client::Route;

namespace {

/// As `state = {}`, of which the assignment alone would be as long as the rest of this file.
template <class State>
void begin_anew(State& state)
{
    std::destroy_at(&state);
    std::construct_at(&state);
}

} // namespace

void arrive(Screens& screens, Route const& route)
{
    begin_anew(screens.forms);
    switch (route.page) {
    case Where::users: screens.users.read(route); break;
    case Where::members: screens.members.read(route); break;
    case Where::groups: screens.groups.read(route); break;
    case Where::team: begin_anew(screens.team); break;
    case Where::patient: begin_anew(screens.patient); break;
    case Where::safes: screens.safes.read(route); break;
    case Where::assets: screens.assets.read(route); break;
    case Where::doors: screens.doors.read(route); break;
    case Where::reports: screens.reports.read(route); break;
    case Where::modules: begin_anew(screens.modules); break;
    case Where::module:
        begin_anew(screens.module);
        screens.module.read(route);
        break;
    case Where::admin_profiles: screens.admin_profiles.read(route); break;
    case Where::admin_profile:
        begin_anew(screens.admin_profile);
        screens.admin_profile.read(route);
        break;
    case Where::access: screens.access.read(route); break;
    case Where::audit: screens.audit.read(route); break;
    case Where::search: screens.search.words = route.get("q"); break;
    case Where::user: begin_anew(screens.user); break;
    case Where::group: begin_anew(screens.group); break;
    case Where::safe: begin_anew(screens.safe); break;
    case Where::asset: begin_anew(screens.asset); break;
    case Where::door: begin_anew(screens.door); break;
    case Where::profile: begin_anew(screens.profile); break;
    case Where::roles: screens.roles.read(route); break;
    case Where::privileges: screens.privileges.open.clear(); break;
    case Where::credentials: begin_anew(screens.credentials); break;
    case Where::webhooks: begin_anew(screens.webhooks); break;
    case Where::terminals: begin_anew(screens.terminals); break;
    case Where::settings: begin_anew(screens.settings); break;
    case Where::organization: begin_anew(screens.organization); break;
    case Where::schedules:
    case Where::overview:
    case Where::admin:
    case Where::invitations:
    case Where::teams:
    case Where::accounts:
    case Where::gallery:
    case Where::unknown: break;
    }
}

Route present(Screens const& screens, Route const& route)
{
    auto now = route;
    switch (route.page) {
    case Where::users: screens.users.write(now); break;
    case Where::members: screens.members.write(now); break;
    case Where::groups: screens.groups.write(now); break;
    case Where::safes: screens.safes.write(now); break;
    case Where::assets: screens.assets.write(now); break;
    case Where::doors: screens.doors.write(now); break;
    case Where::reports: screens.reports.write(now); break;
    case Where::module: screens.module.write(now); break;
    case Where::roles: screens.roles.write(now); break;
    case Where::admin_profiles: screens.admin_profiles.write(now); break;
    case Where::admin_profile: screens.admin_profile.write(now); break;
    case Where::access: screens.access.write(now); break;
    case Where::audit: screens.audit.write(now); break;
    case Where::search: now.set("q", screens.search.words); break;
    default: break;
    }
    return now;
}

client::Page page_of(Seen const& seen, Route const& route)
{
    auto const& world = seen.world;
    // Every thing that somebody manages leads here, whatever he lists besides.
    if (route.page == Where::access)
        return seen.managers.empty() ? Where::unknown : route.page;
    if (auto const* place = place_at(route.page))
        return has_place(seen, *place) ? route.page : Where::unknown;
    switch (route.page) {
    case Where::user: {
        auto const user = world.users.find(route.id);
        return user && is_listed(seen, user) ? Where::user : Where::unknown;
    }
    case Where::team: return world.teams.find(route.id) ? Where::team : Where::unknown;
    case Where::patient: return world.patients.find(route.id) ? Where::patient : Where::unknown;
    case Where::group: return world.groups.find(route.id) ? Where::group : Where::unknown;
    case Where::safe: return world.safes.find(route.id) ? Where::safe : Where::unknown;
    case Where::asset: return world.assets.find(route.id) ? Where::asset : Where::unknown;
    case Where::door: return world.doors.find(route.id) ? Where::door : Where::unknown;
    case Where::module: return world.modules.find(route.id) ? Where::module : Where::unknown;
    case Where::admin_profile: {
        auto const profile = world.profiles.find(route.id);
        return profile && sight_of(world, seen.me, profile) == Sight::whole ? Where::admin_profile : Where::unknown;
    }
    default: return route.page;
    }
}

AccountId account_of(World const& world, Route const& route)
{
    if (route.page == Where::group) {
        if (auto const group = world.groups.find(route.id))
            return world.groups[group].account;
    }
    if (route.page == Where::safe) {
        if (auto const safe = world.safes.find(route.id))
            return world.safes[safe].account;
    }
    if (route.page == Where::asset) {
        if (auto const asset = world.assets.find(route.id))
            return world.safes[world.assets[asset].safe].account;
    }
    if (route.page == Where::door) {
        if (auto const door = world.doors.find(route.id))
            return world.doors[door].account;
    }
    if (route.page == Where::module) {
        if (auto const module = world.modules.find(route.id))
            return world.modules[module].account;
    }
    if (route.page == Where::admin_profile) {
        if (auto const profile = world.profiles.find(route.id))
            return world.profiles[profile].account;
    }
    return {};
}

std::string title_of(Seen const& seen, Route const& route)
{
    auto const& world = seen.world;
    auto const page = page_of(seen, route);
    if (auto const* place = place_at(page))
        return tr(place->title);
    switch (page) {
    case Where::user: return world.users[world.users.find(route.id)].name;
    case Where::team: return world.teams[world.teams.find(route.id)].name;
    case Where::patient: return world.patients[world.patients.find(route.id)].name;
    case Where::group: return world.groups[world.groups.find(route.id)].name;
    case Where::safe: return world.safes[world.safes.find(route.id)].name;
    case Where::asset: return world.assets[world.assets.find(route.id)].kind;
    case Where::door: return world.doors[world.doors.find(route.id)].name;
    case Where::module: return world.modules[world.modules.find(route.id)].name;
    case Where::admin_profile: return world.profiles[world.profiles.find(route.id)].name;
    case Where::profile: return tr("My profile");
    case Where::search: return tr("Search");
    case Where::gallery: return tr("Every part of the interface");
    default: break;
    }
    return tr("Not found");
}

void draw_page(Ui& ui, Seen const& seen, Route const& route, Beside const& beside, Screens& screens)
{
    auto const& world = seen.world;
    auto& forms = screens.forms;
    // Asked at the end of the frame, too, when what was made for this call is gone.
    ui.show_consequences([&ui, seen, &screens](std::span<Change const> changes) { preview(ui, seen, changes, screens.preview); });
    switch (page_of(seen, route)) {
    case Where::overview:
        overview_screen(ui, seen, screens.overview, beside.audit, forms.users, forms.groups, forms.safes,
                        forms.doors);
        break;
    case Where::users: users_screen(ui, seen, screens.users, forms.users); break;
    case Where::user: user_screen(ui, seen, world.users.find(route.id), screens.user, forms.users, forms.doors, forms.terminals); break;
    case Where::members: users_screen(ui, seen, screens.members, forms.users, &forms.modules.invite); break;
    case Where::invitations: invitations_screen(ui, seen, screens.invitations, forms.modules.invite); break;
    case Where::teams: teams_screen(ui, seen, screens.teams, forms.care); break;
    case Where::team: team_screen(ui, seen, world.teams.find(route.id), screens.team, forms.care, forms.modules.invite); break;
    case Where::patient: patient_screen(ui, seen, world.patients.find(route.id), screens.patient, forms.care); break;
    case Where::organization: organization_screen(ui, seen, screens.organization); break;
    case Where::accounts: accounts_screen(ui, seen, screens.accounts, forms.modules.account); break;
    case Where::groups: groups_screen(ui, seen, screens.groups, forms.groups); break;
    case Where::group:
        group_screen(ui, seen, world.groups.find(route.id), screens.group, forms.groups, forms.users, forms.safes,
                     forms.doors, forms.terminals);
        break;
    case Where::safes: safes_screen(ui, seen, screens.safes, screens.orders, forms.safes); break;
    case Where::safe: safe_screen(ui, seen, world.safes.find(route.id), screens.safe, forms.safes); break;
    case Where::schedules: schedules_screen(ui, seen, screens.schedules, forms.schedules); break;
    case Where::credentials: credentials_screen(ui, seen, beside.integrations, screens.credentials, forms.credentials); break;
    case Where::webhooks: webhooks_screen(ui, seen, beside.integrations, screens.webhooks, forms.webhooks); break;
    case Where::terminals: terminals_screen(ui, seen, screens.terminals, forms.terminals); break;
    case Where::settings: settings_screen(ui, seen, screens.settings); break;
    case Where::assets: assets_screen(ui, seen, screens.assets, forms.safes); break;
    case Where::asset:
        asset_screen(ui, seen, world.assets.find(route.id), beside.movements, screens.asset, forms.safes);
        break;
    case Where::doors: doors_screen(ui, seen, screens.doors, forms.doors); break;
    case Where::door: door_screen(ui, seen, world.doors.find(route.id), screens.door, forms.doors); break;
    case Where::reports: reports_screen(ui, seen, beside.movements, screens.reports, forms.safes); break;
    case Where::modules: modules_screen(ui, seen, screens.modules, forms.modules); break;
    case Where::module: module_screen(ui, seen, world.modules.find(route.id), screens.module, forms.modules); break;
    case Where::admin: admin_screen(ui, seen); break;
    case Where::admin_profiles: admin_profiles_screen(ui, seen, screens.admin_profiles, forms.profiles); break;
    case Where::admin_profile:
        admin_profile_screen(ui, seen, world.profiles.find(route.id), screens.admin_profile, forms.profiles);
        break;
    case Where::roles: roles_screen(ui, seen, screens.roles); break;
    case Where::privileges: privileges_screen(ui, seen, screens.privileges); break;
    case Where::access: access_screen(ui, seen, screens.access); break;
    case Where::audit: audit_screen(ui, seen, beside.audit, screens.audit); break;
    case Where::profile: profile_screen(ui, seen, screens.profile); break;
    case Where::search: search_screen(ui, seen, screens.search); break;
    case Where::gallery: {
        auto const page = castellan::ui::Page{ui, "kit"};
        kit_gallery(ui, screens.gallery);
        break;
    }
    case Where::unknown: absent_screen(ui, seen, route); break;
    }
    user_dialogs(ui, seen, forms.users);
    group_dialogs(ui, seen, forms.groups);
    safe_dialogs(ui, seen, forms.safes);
    door_dialogs(ui, seen, forms.doors);
    module_dialogs(ui, seen, forms.modules);
    profile_dialogs(ui, seen, forms.profiles);
    schedule_dialogs(ui, seen, forms.schedules);
    credential_dialogs(ui, seen, screens.credentials, forms.credentials);
    webhook_dialogs(ui, seen, screens.webhooks, forms.webhooks);
    terminal_dialogs(ui, seen, forms.terminals);
    if (screens.secret.open)
        secret_dialog(ui, screens.secret);
    order_progress_panel(ui, seen, screens.orders);
    second_person_dialog(ui, seen, forms.second_person);
    care_dialog(ui, seen, forms.care);
    code_dialog(ui, seen, forms.code);
}

std::optional<client::AuditFilter> movements_wanted(Screens const& screens, Seen const& seen, Route const& route)
{
    switch (page_of(seen, route)) {
    case Where::asset: return client::AuditFilter{.asset = route.id};
    case Where::reports: return report_movements(screens.reports, seen);
    default: return std::nullopt;
    }
}

FormState* form_of(Forms& forms, Kind kind)
{
    switch (kind) {
    case Kind::user_create: return &forms.users.create;
    case Kind::user_import: return &forms.users.import;
    case Kind::user_edit: return &forms.users.edit;
    case Kind::user_set_role: return forms.users.give.user.empty() ? static_cast<FormState*>(&forms.users.role) : &forms.users.give;
    case Kind::team_create:
    case Kind::team_edit:
    case Kind::patient_create:
    case Kind::patient_edit:
    case Kind::patient_move:
    case Kind::patient_act: return forms.care.kind == kind ? &forms.care : nullptr;
    case Kind::group_create: return &forms.groups.create;
    case Kind::group_edit: return &forms.groups.edit;
    case Kind::safe_register: return &forms.safes.create;
    case Kind::safe_edit: return &forms.safes.edit;
    case Kind::safe_emergency_code: return &forms.safes.code;
    case Kind::safe_unlock: return &forms.safes.unlock;
    case Kind::asset_create: return &forms.safes.create_asset;
    case Kind::asset_edit: return &forms.safes.edit_asset;
    case Kind::asset_count: return &forms.safes.count;
    case Kind::asset_waste: return &forms.safes.waste;
    case Kind::asset_enroll: return &forms.safes.enroll;
    case Kind::asset_move: return &forms.safes.move;
    case Kind::door_create: return &forms.doors.create;
    case Kind::door_edit: return &forms.doors.edit;
    case Kind::door_lock_settings: return &forms.doors.lock;
    case Kind::door_unlock_for: return &forms.doors.unlock_for;
    case Kind::account_create:
    case Kind::account_edit: return &forms.modules.account;
    case Kind::module_create: return &forms.modules.create;
    case Kind::module_edit: return &forms.modules.edit;
    case Kind::custom_role_create: return &forms.modules.create_role;
    case Kind::custom_role_edit: return &forms.modules.edit_role;
    case Kind::module_set_role: return &forms.modules.role;
    case Kind::user_set_modules_role: return &forms.modules.over;
    case Kind::invitation_send: return &forms.modules.invite;
    case Kind::record_submit: return &forms.modules.submit;
    case Kind::record_edit: return &forms.modules.edit_record;
    case Kind::profile_create: return &forms.profiles.create;
    case Kind::profile_edit: return &forms.profiles.rename;
    case Kind::profile_add_member:
    case Kind::profile_set_member: return &forms.profiles.member;
    case Kind::user_set_admin_type: return &forms.profiles.type;
    case Kind::schedule_create: return &forms.schedules.create;
    case Kind::schedule_edit: return &forms.schedules.edit;
    case Kind::credential_create: return &forms.credentials.create;
    case Kind::credential_edit: return &forms.credentials.edit;
    case Kind::webhook_create: return &forms.webhooks.create;
    case Kind::webhook_edit: return &forms.webhooks.edit;
    default: return nullptr; // asked for without a form
    }
}

} // namespace castellan::ui
