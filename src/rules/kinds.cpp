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
    // kind                             needs, destructive
    {Kind::organization_edit,           organization_edit         },
    {Kind::account_create,              accounts_create           },
    {Kind::account_edit,                accounts_edit             },
    {Kind::account_delete,              accounts_delete, true     },
    {Kind::account_settings,            settings_edit             },
    {Kind::user_create,                 users_create              },
    {Kind::user_import,                 users_import              },
    {Kind::user_edit,                   users_edit                },
    {Kind::user_delete,                 users_delete, true        },
    {Kind::user_set_role,               users_set_role            },
    {Kind::user_set_administrator,      people_promote            },
    {Kind::user_disable,                people_disable, true      },
    {Kind::user_enable,                 people_disable            },
    {Kind::user_edit_self,              std::nullopt              },
    {Kind::user_clear_pin,              users_clear_pin, true     },
    {Kind::user_clear_fingerprint,      users_clear_fingerprint, true},
    {Kind::user_set_admin_type,         profiles_set_type         },
    {Kind::user_set_modules_role,       modules_assign_roles      },
    {Kind::invitation_send,             people_invite             },
    {Kind::invitation_resend,           people_invite             },
    {Kind::invitation_withdraw,         people_invite, true       },
    {Kind::invitation_accept,           std::nullopt              },
    {Kind::group_create,                groups_create             },
    {Kind::group_edit,                  groups_edit               },
    {Kind::group_delete,                groups_delete, true       },
    {Kind::group_add_member,            groups_assign_members     },
    {Kind::group_remove_member,         groups_assign_members, true},
    {Kind::group_add_safe,              groups_assign_safes       },
    {Kind::group_remove_safe,           groups_assign_safes, true },
    {Kind::group_add_door,              groups_assign_doors       },
    {Kind::group_remove_door,           groups_assign_doors, true },
    {Kind::group_set_key_role,          keys_send                 },
    {Kind::group_set_toggles,           groups_set_toggles        },
    {Kind::safe_register,               safes_register            },
    {Kind::safe_edit,                   safes_edit                },
    {Kind::safe_remove,                 safes_remove, true        },
    {Kind::safe_report,                 std::nullopt              },
    {Kind::safe_sync,                   safes_sync                },
    {Kind::safe_upgrade,                safes_upgrade             },
    {Kind::safe_emergency_code,         safes_emergency_code      },
    {Kind::safe_unlock,                 safes_unlock              },
    {Kind::safe_cancel_order,           safes_list, true          },
    {Kind::asset_create,                assets_create             },
    {Kind::asset_edit,                  assets_edit               },
    {Kind::asset_delete,                assets_delete, true       },
    {Kind::asset_count,                 assets_count              },
    {Kind::asset_enroll,                assets_enroll             },
    {Kind::asset_move,                  assets_edit               },
    {Kind::asset_waste,                 assets_edit, true         },
    {Kind::door_create,                 doors_create              },
    {Kind::door_edit,                   doors_edit                },
    {Kind::door_delete,                 doors_delete, true        },
    {Kind::door_lock_settings,          doors_lock_settings       },
    {Kind::door_unlock,                 doors_unlock              },
    {Kind::door_remote_unlock,          doors_remote_unlock       },
    {Kind::door_unlock_for,             doors_unlock_for          },
    {Kind::key_send,                    keys_send                 },
    {Kind::key_revoke,                  keys_revoke, true         },
    {Kind::team_create,                 teams_create              },
    {Kind::team_edit,                   teams_edit                },
    {Kind::team_delete,                 teams_delete, true        },
    {Kind::team_add_member,             teams_assign_members      },
    {Kind::team_remove_member,          teams_assign_members, true},
    {Kind::team_set_owner,              teams_assign_members      },
    {Kind::patient_move,                patients_edit             },
    {Kind::patient_create,              patients_create           },
    {Kind::patient_edit,                patients_edit             },
    {Kind::patient_delete,              patients_delete, true     },
    {Kind::patient_act,                 patients_act              },
    {Kind::module_create,               modules_create            },
    {Kind::module_edit,                 modules_edit              },
    {Kind::module_delete,               modules_delete, true      },
    {Kind::module_set_role,             modules_assign_roles      },
    {Kind::record_submit,               records_submit            },
    {Kind::record_edit,                 records_edit              },
    {Kind::record_delete,               records_delete, true      },
    {Kind::record_clear,                records_clear, true       },
    {Kind::custom_role_create,          custom_roles_create       },
    {Kind::custom_role_edit,            custom_roles_edit         },
    {Kind::custom_role_delete,          custom_roles_delete, true },
    {Kind::profile_create,              profiles_create           },
    {Kind::profile_edit,                profiles_edit             },
    {Kind::profile_delete,              profiles_delete, true     },
    {Kind::profile_add_member,          profiles_assign_members   },
    {Kind::profile_set_member,          profiles_assign_members   },
    {Kind::profile_remove_member,       profiles_assign_members, true},
    {Kind::schedule_create,             schedules_create          },
    {Kind::schedule_edit,               schedules_edit            },
    {Kind::schedule_delete,             schedules_delete, true    },
    {Kind::credential_create,           credentials_create        },
    {Kind::credential_edit,             credentials_edit          },
    {Kind::credential_delete,           credentials_delete, true  },
    {Kind::webhook_create,              webhooks_create           },
    {Kind::webhook_edit,                webhooks_edit             },
    {Kind::webhook_delete,              webhooks_delete, true     },
    {Kind::webhook_run,                 webhooks_run              },
    {Kind::audit_export,                audit_export              },
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
