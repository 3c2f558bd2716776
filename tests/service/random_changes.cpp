#include "tests/service/random_changes.hpp"

#include "service/complete.hpp"
#include "service/form_answers.hpp"
#include "tests/plain/random_towns.hpp"
#include "tests/service/riverside.hpp"
#include "wire/change_json.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace castellan::test {

template <class Row, class Handle>
Handle AnyChange::any(Table<Row, Handle> const& table)
{
    for (auto tries = 0; tries < 50; ++tries) {
        auto const handle = Handle{below(std::max(table.slots(), 1U))};
        if (table.contains(handle))
            return handle;
    }
    return {};
}

std::string AnyChange::new_id(char prefix)
{
    return std::string{prefix} + "new" + std::to_string(engine_());
}

std::string AnyChange::email()
{
    if (rarely()) {
        if (auto const* user = world_.users.get(any(world_.users)))
            return user->email;
    }
    return "person" + std::to_string(engine_()) + "@riverside.example";
}

std::vector<GroupId> AnyChange::groups()
{
    auto result = std::vector<GroupId>{};
    for (auto count = below(3); count > 0; --count) {
        if (auto const group = any(world_.groups); group && std::ranges::find(result, group) == result.end())
            result.push_back(group);
    }
    return result;
}

ImportRow AnyChange::person()
{
    return {.user = new_id('u'),
            .name = "New",
            .email = email(),
            .role = static_cast<SafesRole>(below(4)),
            .groups = groups()};
}

std::vector<WeeklyWindow> AnyChange::hours()
{
    return {{.weekday = 1 + below(7), .from = below(720), .until = 720 + below(720)}};
}

Change AnyChange::make()
{
    // Half of them of all books, the other half of the one that most people of Riverside have to do with.
    if (below(2) == 0) {
        auto dice = plain::Dice{(std::uint64_t{engine_()} << 32U) | engine_()};
        auto change = plain::random_question(world_, dice).change;
        auto random = SeededRandom{static_cast<std::uint32_t>(engine_())};
        if (auto* self = std::get_if<EditSelf>(&change))
            self->fields.values.reset(); // whose they are is not known here
        // What can't be sent at all is not what is tried here.
        if (!complete(change, random, FieldsAt::fields) && !unfit_answer(world_, {}, change, FieldsAt::fields))
            return change;
    }
    return make_on_safes_side();
}

Change AnyChange::make_on_safes_side()
{
    auto const user = [&] { return any(world_.users); };
    auto const group = [&] { return any(world_.groups); };
    auto const safe = [&] { return any(world_.safes); };
    auto const asset = [&] { return any(world_.assets); };
    auto const account = [&] { return any(world_.accounts); };
    auto const text = [&] { return "text" + std::to_string(below(5)); };

    static constexpr auto kinds = std::to_array<Kind>(
        {Kind::user_create, Kind::user_import, Kind::user_edit, Kind::user_delete, Kind::user_set_role, Kind::user_disable,
         Kind::user_enable, Kind::user_edit_self, Kind::user_clear_pin, Kind::user_clear_fingerprint, Kind::group_create,
         Kind::group_edit, Kind::group_delete, Kind::group_add_member, Kind::group_remove_member, Kind::group_add_safe,
         Kind::group_remove_safe, Kind::safe_register, Kind::safe_edit, Kind::safe_remove, Kind::safe_report,
         Kind::safe_sync, Kind::safe_upgrade, Kind::safe_emergency_code, Kind::safe_unlock, Kind::asset_create,
         Kind::asset_edit, Kind::asset_delete, Kind::asset_count, Kind::asset_enroll, Kind::asset_move, Kind::asset_waste,
         Kind::safe_cancel_order, Kind::schedule_create, Kind::schedule_edit, Kind::schedule_delete});
    switch (kinds[below(kinds.size())]) {
    case Kind::user_create: {
        auto row = person();
        return CreateUser{account(), row.user, row.name, row.email, row.phone, row.role, row.groups};
    }
    case Kind::user_import: {
        auto import = ImportUsers{account(), {}};
        for (auto count = below(3) + 1; count > 0; --count)
            import.rows.push_back(person());
        return import;
    }
    case Kind::user_edit: {
        auto edit = EditUser{user(), {}};
        if (below(2) == 0)
            edit.fields.name = text();
        if (below(2) == 0)
            edit.fields.email = email();
        if (below(3) == 0)
            edit.fields.phone = "+1555" + std::to_string(below(10));
        return edit;
    }
    case Kind::user_delete: return DeleteUser{user()};
    case Kind::user_set_role: return SetUserRole{user(), account(), static_cast<SafesRole>(below(4))};
    case Kind::user_disable: return DisableUser{user()};
    case Kind::user_enable: return EnableUser{user()};
    case Kind::user_edit_self: return EditSelf{{.name = text()}};
    case Kind::user_clear_pin: return ClearPin{user()};
    case Kind::user_clear_fingerprint: return ClearFingerprint{user()};
    case Kind::group_create: return CreateGroup{account(), new_id('g'), {.name = text()}};
    case Kind::group_edit: {
        auto edit = EditGroup{group(), {.name = text()}};
        auto const* schedule = world_.schedules.get(any(world_.schedules));
        if (schedule != nullptr && below(2) == 0)
            edit.fields.schedule = schedule->id;
        return edit;
    }
    case Kind::group_delete: return DeleteGroup{group()};
    case Kind::group_add_member: return AddMember{group(), user()};
    case Kind::group_remove_member: return RemoveMember{group(), user()};
    case Kind::group_add_safe: return AddSafe{group(), safe()};
    case Kind::group_remove_safe: return RemoveSafeFromGroup{group(), safe()};
    case Kind::safe_register: return RegisterSafe{account(), new_id('s'), {.name = text(), .serial = new_id('M')}};
    case Kind::safe_edit: return EditSafe{safe(), {.name = text(), .two_person = static_cast<TwoPerson>(below(3))}};
    case Kind::safe_remove: return RemoveSafe{safe()};
    case Kind::safe_report: return ReportSafe{.safe = safe(), .online = below(2) == 0};
    case Kind::safe_sync: return SyncSafe{safe()};
    case Kind::safe_upgrade: return UpgradeSafe{safe(), text()};
    case Kind::safe_emergency_code: return IssueEmergencyCode{safe(), text()};
    case Kind::safe_unlock: return UnlockSafe{safe(), {}};
    case Kind::asset_create: return CreateAsset{safe(), new_id('x'), {.kind = text(), .quantity = below(9)}};
    case Kind::asset_edit: return EditAsset{asset(), {.lot = text()}};
    case Kind::asset_delete: return DeleteAsset{asset()};
    case Kind::asset_count: return CountAsset{asset(), below(9)};
    case Kind::asset_enroll: return EnrollAsset{asset(), text()};
    case Kind::asset_move: return MoveAsset{asset(), safe()};
    case Kind::asset_waste: return WasteAsset{asset(), below(3) + 1, text()};
    case Kind::safe_cancel_order: {
        for (auto const handle : world_.safes.handles()) {
            for (auto const& order : world_.safes[handle].orders) {
                if (order.state == OrderState::queued && below(3) == 0)
                    return CancelOrder{handle, static_cast<std::int64_t>(order.number)};
            }
        }
        return SyncSafe{safe()};
    }
    case Kind::schedule_create: return CreateSchedule{account(), new_id('h'), {.name = text(), .hours = hours()}};
    case Kind::schedule_edit: return EditSchedule{any(world_.schedules), {.hours = hours()}};
    case Kind::schedule_delete: return DeleteSchedule{any(world_.schedules)};
    default: break;
    }
    return DeleteUser{};
}

void live(House& house, std::mt19937& engine, int changes)
{
    for (auto step = 0; step < changes; ++step) {
        house.now += 1'000; // so slow that nobody is refused too often in a minute
        auto const change = AnyChange{house.world(), engine}.make();
        auto const person = people[engine() % std::size(people)];
        auto const* row = house.world().users.get(house.user(person));
        if (row == nullptr || row->status != Status::active)
            continue;
        auto const body = R"({"changes":[)" + wire::encode_change(house.world(), change) + "]}";
        static_cast<void>(house.ask_only(person, "POST", "/api/v1/changes", body));
        if (engine() % 3 == 0)
            house.commit();
    }
    house.commit();
}

} // namespace castellan::test
