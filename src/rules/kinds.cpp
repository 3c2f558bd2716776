#include "rules/kinds.hpp"

#include <array>

namespace castellan {

namespace {

using enum Permission;

struct KindRow {
    Kind kind;
    std::optional<Permission> permission;
    bool destructive = false;
};

constexpr auto kind_rows = std::to_array<KindRow>({
    // kind                       needs                     destructive
    {Kind::user_create,            users_create                  },
    {Kind::user_import,            users_import                  },
    {Kind::user_edit,              users_edit                    },
    {Kind::user_delete,            users_delete,             true},
    {Kind::user_set_role,          users_set_role                },
    {Kind::user_disable,           people_disable,           true},
    {Kind::user_enable,            people_disable                },
    {Kind::user_edit_self,         std::nullopt                  },
    {Kind::user_clear_pin,         users_clear_pin,          true},
    {Kind::user_clear_fingerprint, users_clear_fingerprint,  true},
    {Kind::group_create,           groups_create                 },
    {Kind::group_edit,             groups_edit                   },
    {Kind::group_delete,           groups_delete,            true},
    {Kind::group_add_member,       groups_assign_members         },
    {Kind::group_remove_member,    groups_assign_members,    true},
    {Kind::group_add_safe,         groups_assign_safes           },
    {Kind::group_remove_safe,      groups_assign_safes,      true},
    {Kind::safe_register,          safes_register                },
    {Kind::safe_edit,              safes_edit                    },
    {Kind::safe_remove,            safes_remove,             true},
    {Kind::safe_report,            std::nullopt                  },
    {Kind::safe_sync,              safes_sync                    },
    {Kind::safe_upgrade,           safes_upgrade                 },
    {Kind::safe_emergency_code,    safes_emergency_code          },
    {Kind::safe_unlock,            safes_unlock                  },
    {Kind::asset_create,           assets_create                 },
    {Kind::asset_edit,             assets_edit                   },
    {Kind::asset_delete,           assets_delete,            true},
    {Kind::asset_count,            assets_count                  },
    {Kind::asset_enroll,           assets_enroll                 },
    {Kind::asset_move,             assets_edit                   },
});

constexpr bool kind_rows_are_in_order()
{
    for (std::size_t at = 0; at < kind_rows.size(); ++at) {
        if (kind_rows[at].kind != static_cast<Kind>(at))
            return false;
    }
    return kind_rows.size() == kind_count;
}
static_assert(kind_rows_are_in_order(), "a row is found by its kind");

} // namespace

std::optional<Permission> permission_for(Kind kind)
{
    return kind_rows[static_cast<std::size_t>(kind)].permission;
}

bool is_destructive(Kind kind)
{
    return kind_rows[static_cast<std::size_t>(kind)].destructive;
}

} // namespace castellan
