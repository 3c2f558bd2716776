// The pages of modules and admin profiles, and their forms.
#include "tests/ui/walker.hpp"

namespace castellan::test {

void Walker::account_forms(AccountId account)
{
    auto& forms = screens_->forms.modules;
    auto const where = "a form about " + world().accounts[account].id;
    if (offered(CreateModule{account, {}, {}}))
        form(where, forms.create, [&] {
            ui::open_named(forms.create);
            forms.create.account = world().accounts[account].id;
        });
    if (offered(CreateCustomRole{account, {}, {}, {}}))
        form(where, forms.create_role, [&] { ui::open_custom_role(forms.create_role, world(), account); });
    for (auto const role : world().custom_roles.handles()) {
        if (world().custom_roles[role].account == account && offered(EditCustomRole{role, "?", {}}))
            form(where, forms.edit_role, [&] { ui::open_custom_role(forms.edit_role, world(), account, role); });
    }
    auto const seen = ui::look(world(), replica_.me(), account, now_, replica_.generation());
    if (auto const possible = ui::possible_roles_over_modules(seen, account); !possible.empty() && offered(possible.front()))
        form(where, forms.over, [&] {
            ui::open_role_over_modules(forms.over, world(), account);
            forms.over.user = world().users[std::get<SetModulesRole>(possible.front()).user].id;
        });
    auto& profiles = screens_->forms.profiles;
    if (offered(CreateProfile{account, {}, {}, {}}))
        form(where, profiles.create, [&] { ui::open_new_profile(profiles.create); });
    for (auto const& change : ui::possible_admin_types(seen, account)) {
        if (!offered(change))
            continue;
        form(where, profiles.type, [&] { ui::open_admin_type(profiles.type, world(), account); });
        break;
    }
    for (auto const user : world().users.handles()) {
        if (offered(SetAdminType{user, account, ProfilesRole::full_admin}) && world().users[user].roles_in(account).profiles != ProfilesRole::none)
            form(where, profiles.type, [&] { ui::open_admin_type(profiles.type, world(), account, user); });
    }
}

void Walker::module_forms(ModuleId module)
{
    auto const& row = world().modules[module];
    auto const where = "a form about " + row.id;
    auto const address = client::module_href(row.id);
    go(address);
    for (auto const* tab : {"?tab=people", "?tab=form"})
        go(address + tab);
    auto& forms = screens_->forms.modules;
    if (offered(SubmitRecord{module, {}, {}}))
        form(where, forms.submit, [&] { ui::open_record(forms.submit, world(), module); });
    if (offered(EditModule{module, {}}))
        form(where, forms.edit, [&] { ui::open_named(forms.edit, row.id, "?"); });
    auto const seen = ui::look(world(), replica_.me(), row.account, now_, replica_.generation());
    if (auto const possible = ui::possible_module_roles(seen, module); !possible.empty() && offered(possible.front()))
        form(where, forms.role, [&] { ui::open_module_role(forms.role, world(), module); });
    for (auto const& held : row.roles) {
        if (offered(SetModuleRole{module, held.thing, {ModuleRank::collaborator, {}}}))
            form(where, forms.role, [&] { ui::open_module_role(forms.role, world(), module, held.thing); });
    }
    for (auto const record : row.records) {
        go(address + "?record=" + world().records[record].id);
        if (offered(EditRecord{record, {}}))
            form(where, forms.edit_record, [&] { ui::open_record(forms.edit_record, world(), module, record); });
    }
}

void Walker::profile_forms(ProfileId profile)
{
    auto const& row = world().profiles[profile];
    auto const where = "a form about " + row.id;
    go(client::admin_profile_href(row.id));
    auto& forms = screens_->forms.profiles;
    auto const seen = ui::look(world(), replica_.me(), row.account, now_, replica_.generation());
    if (offered(CreateProfile{row.account, {}, {}, {}}))
        form(where, forms.create, [&] { ui::open_profile_copy(forms.create, seen, profile); });
    for (auto const user : world().users.handles()) {
        if (!offered(AddProfileMember{profile, user, {}}))
            continue;
        form(where, forms.member, [&] { ui::open_profile_member(forms.member, world(), profile); });
        break;
    }
    for (auto const& member : row.members) {
        if (offered(SetProfileMember{profile, member.user, {}}))
            form(where, forms.member, [&] { ui::open_profile_member(forms.member, world(), profile, member.user); });
    }
}

} // namespace castellan::test
