// What could be asked for about accounts, modules, records, custom roles and admin profiles.
#include "tests/ui/catalogue.hpp"

#include "wire/form_json.hpp"

namespace castellan::test {

namespace {

/// Values that fit a form, other than those that are there.
std::string fitting_values(Module const& module)
{
    auto answers = std::vector<Answer>{};
    for (auto const& field : wire::decode_form(module.fields).value_or(std::vector<FieldDefinition>{})) {
        switch (field.kind) {
        case FieldKind::text: answers.push_back(answer_of(field, "new text")); break;
        case FieldKind::number: answers.push_back(answer_of(field, "987654")); break;
        case FieldKind::date: answers.push_back(answer_of(field, "2027-03-01")); break;
        case FieldKind::choice: answers.push_back(answer_of(field, field.choices.front())); break;
        case FieldKind::yes_no: answers.push_back(answer_of(field, "true")); break;
        case FieldKind::signature:
        case FieldKind::photo: break; // would have to be sent first
        }
    }
    return wire::encode_answers(answers);
}

void of_module(World const& world, ModuleId module, std::vector<Change>& changes)
{
    auto const& row = world.modules[module];
    changes.emplace_back(EditModule{module, {.name = "New name"}});
    changes.emplace_back(DeleteModule{module});
    changes.emplace_back(SubmitRecord{module, {}, fitting_values(row)});
    changes.emplace_back(ClearRecords{module, {}, false});
    auto roles = std::vector<ModuleRole>{{}, {ModuleRank::collaborator, {}}, {ModuleRank::module_admin, {}}};
    for (auto const role : world.custom_roles.handles()) {
        if (world.custom_roles[role].account == row.account)
            roles.push_back({ModuleRank::custom, role});
    }
    for (auto const role : roles) {
        for (auto const user : world.users.handles())
            changes.emplace_back(SetModuleRole{module, user, role});
    }
    for (auto const record : row.records) {
        changes.emplace_back(EditRecord{record, fitting_values(row)});
        changes.emplace_back(DeleteRecord{record});
        changes.emplace_back(ClearRecords{module, record, true});
    }
}

} // namespace

void add_forms(World const& world, std::vector<Change>& changes)
{
    for (auto const account : world.accounts.handles()) {
        changes.emplace_back(CreateModule{account, {}, {.name = "New module"}});
        changes.emplace_back(CreateCustomRole{account, {}, "New role", {Permission::records_list}});
        changes.emplace_back(CreateProfile{account, {}, "New profile", {}});
        for (auto const user : world.users.handles()) {
            for (auto const type : {ProfilesRole::none, ProfilesRole::partial_admin, ProfilesRole::full_admin})
                changes.emplace_back(SetAdminType{user, account, type});
            for (auto const holds : {true, false})
                changes.emplace_back(SetModulesRole{user, account, true, holds});
        }
    }
    for (auto const user : world.users.handles()) {
        for (auto const holds : {true, false})
            changes.emplace_back(SetModulesRole{user, {}, false, holds});
    }
    for (auto const module : world.modules.handles())
        of_module(world, module, changes);
    for (auto const role : world.custom_roles.handles()) {
        changes.emplace_back(EditCustomRole{role, "New name", {}});
        changes.emplace_back(DeleteCustomRole{role});
    }
    for (auto const profile : world.profiles.handles()) {
        changes.emplace_back(EditProfile{profile, "New name", {}});
        changes.emplace_back(DeleteProfile{profile});
        for (auto const user : world.users.handles())
            changes.emplace_back(RemoveProfileMember{profile, user});
    }
}

} // namespace castellan::test
