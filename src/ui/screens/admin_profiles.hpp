// Admin profiles (P): the list of them and of the administrators, one profile with its permissions and members, and what
// its members reach by it.
#pragma once

#include "client/route.hpp"
#include "client/usage.hpp"
#include "ui/screens/form.hpp"
#include "ui/screens/permission_ticks.hpp"

namespace castellan::ui {

/// A new profile, empty or as a copy.
struct NewProfileForm : FormState {
    std::string name;
    PermissionTicks permissions;
    bool is_copy = false;
};

/// A member of a profile (`thing`): somebody new, or one who is there.
struct ProfileMemberForm : FormState {
    std::string user;
    bool is_new = false;
    bool restricted = false;
    PermissionTicks permissions;
};

/// Who administers an account, wholly or in part (P-6).
struct AdminTypeForm : FormState {
    std::string account;
    std::string user;
    std::string type = "partial_admin";
};

struct ProfileForms {
    NewProfileForm create;
    NewProfileForm rename;
    ProfileMemberForm member;
    AdminTypeForm type;
};

struct AdminProfilesState {
    std::string search;
    TableState profiles;
    TableState administrators;

    void read(client::Route const& route) { search = route.get("q"); }
    void write(client::Route& route) const { route.set("q", search); }
};

struct AdminProfileState {
    static constexpr std::string_view with_use = "used";
    client::Usage const* usage = nullptr; // of the client
    PermissionTicks ticks;
    std::string of;          // the profile and its permissions that the ticks were taken from
    std::string compared;    // the id of another profile, or `with_use`; empty: none
    bool differences = true; // only what differs
    TableState members;
    TableState comparison;

    void read(client::Route const& route) { compared = route.get("with"); }
    void write(client::Route& route) const { route.set("with", compared); }
};

/// Whether the navigation has an Admin entry (P-1): for members of a profile, and for full administrators.
[[nodiscard]] bool has_admin_entry(Seen const& seen);

/// A manager that somebody reaches by what he is in P.
struct GrantedManager {
    std::string_view manager;
    std::int64_t permissions = 0;
    std::string verbs;
    std::string_view href; // empty: there is no page of its own
};
/// Exactly those that are granted in the account that is chosen.
[[nodiscard]] std::vector<GrantedManager> granted_managers(Seen const& seen);

/// The profiles of an account that the viewer sees, by name.
[[nodiscard]] std::vector<ProfileId> profiles_of(World const& world, AccountId account);

/// What two profiles, or a profile and a use of it, have: a line for each permission of either.
struct ComparedLine {
    Permission permission;
    bool here = false;
    bool there = false;
    friend bool operator==(ComparedLine const&, ComparedLine const&) = default;
};
[[nodiscard]] std::vector<ComparedLine> compared(PermissionSet here, PermissionSet there, bool differences_only);

/// What may be ticked in a profile by the viewer (P-5, P-6).
[[nodiscard]] PermissionSet tickable(Seen const& seen, ProfileId profile);
/// What a new profile of the viewer's may carry.
[[nodiscard]] PermissionSet carriable(Seen const& seen, AccountId account);

/// Types for people of the account, those that are not denied.
[[nodiscard]] std::vector<Change> possible_admin_types(Seen const& seen, AccountId account);

void admin_screen(Ui& ui, Seen const& seen);
void admin_profiles_screen(Ui& ui, Seen const& seen, AdminProfilesState& state, ProfileForms& forms);
void admin_profile_screen(Ui& ui, Seen const& seen, ProfileId profile, AdminProfileState& state, ProfileForms& forms);
void open_new_profile(NewProfileForm& form);
void open_profile_copy(NewProfileForm& form, Seen const& seen, ProfileId profile);
void open_profile_member(ProfileMemberForm& form, World const& world, ProfileId profile, UserId user = {});
void open_admin_type(AdminTypeForm& form, World const& world, AccountId account, UserId user = {});
void profile_dialogs(Ui& ui, Seen const& seen, ProfileForms& forms);

} // namespace castellan::ui
