// The ids of the things that a change makes. A member of a change that is a handle names what is there; one that is a
// text, and bears the name of a kind of thing, is the id of a new one (RULEBOOK 7).
#pragma once

#include "model/change.hpp"
#include "wire/section.hpp"

#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace castellan {

namespace detail {

template <class Visit>
struct NewIds {
    Visit const& visit;

    template <class Handle, class Member>
    void look_at(Member& member) const
    {
        if constexpr (std::is_same_v<std::remove_const_t<Member>, std::string>)
            visit(Handle{}, member);
    }

    // The order of the sections (wire/section.hpp).
    template <class C>
    void operator()(C& c) const
    {
        if constexpr (requires { c.account; })
            look_at<AccountId>(c.account);
        if constexpr (requires { c.user; })
            look_at<UserId>(c.user);
        if constexpr (requires { c.group; })
            look_at<GroupId>(c.group);
        if constexpr (requires { c.safe; })
            look_at<SafeId>(c.safe);
        if constexpr (requires { c.asset; })
            look_at<AssetId>(c.asset);
        if constexpr (requires { c.door; })
            look_at<DoorId>(c.door);
        if constexpr (requires { c.team; })
            look_at<TeamId>(c.team);
        if constexpr (requires { c.patient; })
            look_at<PatientId>(c.patient);
        if constexpr (requires { c.profile; })
            look_at<ProfileId>(c.profile);
        if constexpr (requires { c.custom_role; })
            look_at<CustomRoleId>(c.custom_role);
        if constexpr (requires { c.module; })
            look_at<ModuleId>(c.module);
        if constexpr (requires { c.record; })
            look_at<RecordId>(c.record);
        if constexpr (requires { c.rows; }) {
            for (auto& row : c.rows)
                look_at<UserId>(row.user);
        }
        if constexpr (requires { c.invitations; }) {
            for (auto& invitation : c.invitations)
                look_at<InvitationId>(invitation);
        }
        if constexpr (requires { c.integration; })
            look_at_integration(c);
    }

    template <class Handle>
    void look_at_integration(CreateIntegration<Handle>& c) const
    {
        look_at<Handle>(c.integration);
    }
    template <class Handle>
    void look_at_integration(CreateIntegration<Handle> const& c) const
    {
        look_at<Handle>(c.integration);
    }
    template <class Other>
    void look_at_integration(Other const&) const
    {
    }
};

} // namespace detail

/// Calls `visit(none, id)` for each, `none` being a handle of its kind; an id that was left out is empty. The ids of a
/// change that is not const may be filled in.
template <class AnyChange, class Visit>
void for_each_new_id(AnyChange& change, Visit const& visit)
{
    std::visit(detail::NewIds<Visit>{visit}, change);
}

struct NewId {
    wire::Section section;
    std::string id;
};

/// Those that are not left out.
[[nodiscard]] inline std::vector<NewId> new_ids_of(Change const& change)
{
    auto result = std::vector<NewId>{};
    for_each_new_id(change, [&]<class Handle>(Handle, std::string const& id) {
        if (!id.empty())
            result.push_back({wire::section_of_handle<Handle>, id});
    });
    return result;
}

/// Calls `act(handle)` for each thing that a change is about, with their parents.
template <class Act>
void for_each_subject(Subjects const& subjects, Act const& act)
{
    auto const each = [&act](auto... things) { ((things ? act(things) : void()), ...); };
    each(subjects.account, subjects.user, subjects.group, subjects.safe, subjects.other_safe, subjects.asset, subjects.door,
         subjects.team, subjects.other_team, subjects.patient, subjects.profile, subjects.custom_role, subjects.module,
         subjects.record, subjects.schedule, subjects.credential, subjects.webhook, subjects.invitation);
    static_assert(sizeof(Subjects) == 18 * sizeof(UserId), "every subject is listed here");
}

} // namespace castellan
