#include "wire/view.hpp"

#include "rules/cut.hpp"
#include "wire/rows.hpp"

namespace castellan::wire {

template <class Handle>
bool View::write(Writer& writer, Handle thing, Form form) const
{
    auto const row = cut(world_, viewer_, thing);
    if (row)
        write_row(writer, world_, *row, form);
    return row.has_value();
}

template bool View::write(Writer&, AccountId, Form) const;
template bool View::write(Writer&, UserId, Form) const;
template bool View::write(Writer&, GroupId, Form) const;
template bool View::write(Writer&, SafeId, Form) const;
template bool View::write(Writer&, AssetId, Form) const;
template bool View::write(Writer&, DoorId, Form) const;
template bool View::write(Writer&, TeamId, Form) const;
template bool View::write(Writer&, PatientId, Form) const;
template bool View::write(Writer&, ProfileId, Form) const;
template bool View::write(Writer&, CustomRoleId, Form) const;
template bool View::write(Writer&, ModuleId, Form) const;
template bool View::write(Writer&, RecordId, Form) const;
template bool View::write(Writer&, ScheduleId, Form) const;
template bool View::write(Writer&, CredentialId, Form) const;
template bool View::write(Writer&, WebhookId, Form) const;
template bool View::write(Writer&, InvitationId, Form) const;

} // namespace castellan::wire
