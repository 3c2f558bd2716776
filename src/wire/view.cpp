#include "wire/view.hpp"

#include "rules/cut.hpp"
#include "wire/rows.hpp"

namespace castellan::wire {

namespace {

template <class Handle>
bool write_cut(Writer& writer, World const& world, UserId viewer, Handle thing, Form form)
{
    auto const row = cut(world, viewer, thing);
    if (row)
        write_row(writer, world, *row, form);
    return row.has_value();
}

} // namespace

bool View::write(Writer& writer, AccountId account, Form form) const
{
    return write_cut(writer, world_, viewer_, account, form);
}

bool View::write(Writer& writer, UserId user, Form form) const
{
    return write_cut(writer, world_, viewer_, user, form);
}

bool View::write(Writer& writer, GroupId group, Form form) const
{
    return write_cut(writer, world_, viewer_, group, form);
}

bool View::write(Writer& writer, SafeId safe, Form form) const
{
    return write_cut(writer, world_, viewer_, safe, form);
}

bool View::write(Writer& writer, AssetId asset, Form form) const
{
    return write_cut(writer, world_, viewer_, asset, form);
}

} // namespace castellan::wire
